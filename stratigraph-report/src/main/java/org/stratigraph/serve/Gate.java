package org.stratigraph.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Who may ask. A request passes if it names this server as its host (a name that a stranger's DNS
 * points here is another one), and carries the token: once in the link that the terminal shows,
 * then in a cookie that scripts cannot read and that no other site's pages send along. What changes
 * something must also come from a page of this server, as its {@code Origin} says.
 *
 * <p>The cookie is bound to a path that nobody else knows, because browsers send the cookies of
 * 127.0.0.1 to whatever listens on any port there.
 */
final class Gate {
  private static final int TOKEN_BYTES = 24;
  private static final int PATH_BYTES = 8;

  private final int port;
  private final String token;
  private final String base;

  private Gate(int port, String token, String base) {
    this.port = port;
    this.token = token;
    this.base = base;
  }

  /** A gate with a token of its own. */
  static Gate of(int port) {
    SecureRandom random = new SecureRandom();
    return new Gate(port, hex(random, TOKEN_BYTES), "/" + hex(random, PATH_BYTES) + "/");
  }

  private static String hex(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What opens the page in a browser. */
  URI link() {
    return URI.create("http://127.0.0.1:%d/?token=%s".formatted(port, token));
  }

  /** The path that all pages are below; ends with a slash. */
  String base() {
    return base;
  }

  /** Whether a request was meant for this server. */
  boolean isForThisHost(HttpExchange exchange) {
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    return hosts.size() == 1 && names().contains(hosts.get(0));
  }

  private Set<String> names() {
    return Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  /** Whether the query of a link holds the token. */
  boolean opens(HttpExchange exchange) {
    return "/".equals(exchange.getRequestURI().getRawPath())
        && isToken(Query.of(exchange.getRequestURI()).text("token"));
  }

  /** The cookie that lets a browser in. */
  String cookie() {
    return "%s=%s; Path=%s; HttpOnly; SameSite=Strict".formatted(cookieName(), token, base);
  }

  /** Two servers on one host share a browser's cookies. */
  private String cookieName() {
    return "stratigraph-" + port;
  }

  /** Whether a request has the cookie. */
  boolean isKnown(HttpExchange exchange) {
    for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (String cookie : header.split(";", -1)) {
        String[] parts = cookie.strip().split("=", 2);
        if (parts.length == 2 && parts[0].equals(cookieName()) && isToken(parts[1])) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a request that changes something comes from a page of this server. */
  boolean isFromOwnPage(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String site = headers.getFirst("Sec-Fetch-Site");
    String origin = headers.getFirst("Origin");
    String host = headers.getFirst("Host");
    return ("http://" + host).equals(origin) && (site == null || site.equals("same-origin"));
  }

  private boolean isToken(String text) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.UTF_8));
  }
}
