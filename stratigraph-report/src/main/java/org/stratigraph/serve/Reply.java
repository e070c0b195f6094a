package org.stratigraph.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param type of the content, with its charset
 * @param content all of it
 * @param headers further ones
 */
record Reply(int status, String type, byte[] content, Map<String, String> headers) {
  static final String HTML = "text/html; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  /** What a page of this package may do: use files of this server, and nothing else. */
  private static final String OWN_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /**
   * What a self-contained document may do: run the script that its own policy names, in an origin
   * of its own, from where it can reach neither this server nor any other.
   */
  private static final String DOCUMENT_POLICY =
      "sandbox allow-scripts allow-modals allow-downloads; connect-src 'none'; img-src data:;"
          + " frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply of(String type, String text) {
    return new Reply(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Reply json(JsonNode json) {
    return of(JSON, json.toString());
  }

  /** A self-contained HTML document with a policy of its own. */
  static Reply document(String html) {
    return new Reply(
        200,
        HTML,
        html.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Security-Policy", DOCUMENT_POLICY));
  }

  /** A file to be kept. */
  static Reply download(String type, byte[] content, String name) {
    return new Reply(
        200, type, content, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
  }

  /** A refusal, in one sentence. */
  static Reply refused(int status, String sentence) {
    JsonNode json = JsonNodeFactory.instance.objectNode().put("error", sentence);
    return new Reply(status, JSON, json.toString().getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Reply with(String header, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, content, more);
  }

  /** What every answer says of itself. */
  static void addHeaders(Headers headers, String type) {
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", OWN_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  /** Sends it; to HEAD without the content. */
  void send(HttpExchange exchange) throws IOException {
    addHeaders(exchange.getResponseHeaders(), type);
    headers.forEach(exchange.getResponseHeaders()::set);
    if (exchange.getRequestMethod().equals("HEAD") || content.length == 0) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, content.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content);
    }
  }
}
