package org.stratigraph.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests as they are sent, right or wrong: a library would mend them. */
final class RawHttp {
  private final int port;
  private final String token;

  RawHttp(URI link) {
    this.port = link.getPort();
    this.token = link.getQuery().replaceFirst("^token=", "");
  }

  /**
   * An answer.
   *
   * @param head the status line and the headers
   */
  record Answer(int status, String head, String body) {
    String header(String name) {
      Matcher line = Pattern.compile("(?mi)^" + Pattern.quote(name) + ": (.*?)\\r?$").matcher(head);
      return line.find() ? line.group(1) : "";
    }
  }

  int port() {
    return port;
  }

  String token() {
    return token;
  }

  /** The path that the link leads to. */
  String base() throws IOException {
    Matcher goal = Pattern.compile("url=([^\"]+)").matcher(get("/?token=" + token).body());
    if (!goal.find()) {
      throw new AssertionError("the link leads nowhere");
    }
    return goal.group(1);
  }

  String host() {
    return "Host: 127.0.0.1:" + port;
  }

  String cookie() {
    return "Cookie: stratigraph-" + port + "=" + token;
  }

  String origin() {
    return "Origin: http://127.0.0.1:" + port;
  }

  /** Of somebody who was never let in. */
  Answer get(String path) throws IOException {
    return send("GET " + path, "", host());
  }

  /** Of somebody who was. */
  Answer known(String path) throws IOException {
    return send("GET " + path, "", host(), cookie());
  }

  /** What the page itself sends. */
  Answer post(String path, String json) throws IOException {
    return send("POST " + path, json, host(), cookie(), origin(), "Content-Type: application/json");
  }

  /** Anything. */
  Answer send(String request, String body, String... headers) throws IOException {
    try (Socket socket = open(request, body, headers)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new IOException("no answer: " + all);
      }
      String head = all.substring(0, end);
      return new Answer(Integer.parseInt(head.split(" ")[1]), head, all.substring(end + 4));
    }
  }

  /** A request whose answer is still to be read. */
  Socket open(String request, String body, String... headers) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    List<String> lines = new ArrayList<>(List.of(request + " HTTP/1.1"));
    lines.addAll(List.of(headers));
    lines.add("Connection: close");
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }
    String text = String.join("\r\n", lines) + "\r\n\r\n" + body;
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Waits for an event whose data holds a text. */
  static String event(BufferedReader in, String text) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("data: ") && line.contains(text)) {
        return line.substring(6);
      }
    }
    throw new AssertionError("the stream ended before " + text);
  }

  static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }
}
