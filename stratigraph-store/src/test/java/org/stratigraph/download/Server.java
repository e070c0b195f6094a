package org.stratigraph.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that does what a test wants, and remembers what it was asked. */
final class Server implements AutoCloseable {
  /** What is done on the n-th request, from 1. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange, int request) throws IOException;

    /** This on the first request, and another on all others. */
    default Behaviour then(Behaviour others) {
      return (exchange, n) -> (n == 1 ? this : others).answer(exchange, n);
    }

    /** This at one path, and another elsewhere. */
    default Behaviour at(String path, Behaviour elsewhere) {
      return (exchange, n) ->
          (exchange.getRequestURI().getPath().equals(path) ? this : elsewhere).answer(exchange, n);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The Range of each request, or "whole". */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  Server(Behaviour behaviour) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          asked.add(range == null ? "whole" : range);
          try (exchange) {
            behaviour.answer(exchange, asked.size());
          }
        });
    server.start();
  }

  URI address(String path) {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  /** Answers as a good server does: the rest of the file if its version is still the same. */
  static void serve(HttpExchange exchange, byte[] file, String tag) throws IOException {
    exchange.getResponseHeaders().set("ETag", tag);
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    if (range == null || !tag.equals(ifRange)) {
      exchange.sendResponseHeaders(200, file.length);
      exchange.getResponseBody().write(file);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
    partly(exchange, file, from);
  }

  static void partly(HttpExchange exchange, byte[] file, int from) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    exchange.sendResponseHeaders(206, file.length - from);
    exchange.getResponseBody().write(file, from, file.length - from);
  }

  /** Promises the whole file and hangs up after some of it. */
  static void cut(HttpExchange exchange, byte[] file, String tag, int after) throws IOException {
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file, 0, after);
    exchange.getResponseBody().flush();
  }

  static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
