package org.stratigraph.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What changes in the list, as server-sent events: first all rows, then those that changed and the
 * ids of those that went away. Each browser window holds a thread, so there are not more than 32. A
 * browser that went away is noticed when the next line cannot be sent.
 */
final class Events {
  private static final int MOST = 32;
  private static final Duration PAUSE = Duration.ofMillis(700);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Board board;
  private final Actions actions;
  private final Semaphore places = new Semaphore(MOST);
  private final CountDownLatch over;

  /**
   * Streams that end with the server.
   *
   * @param over counts down when the server ends
   */
  Events(Board board, Actions actions, CountDownLatch over) {
    this.board = board;
    this.actions = actions;
    this.over = over;
  }

  /** How many browsers listen. */
  int listeners() {
    return MOST - places.availablePermits();
  }

  /** Tells until the browser goes away or the server ends. */
  void stream(HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      Reply.refused(503, "Too many windows are open; close some.").send(exchange);
      return;
    }
    try {
      Reply.addHeaders(exchange.getResponseHeaders(), "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        tell(out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private void tell(OutputStream out) throws IOException, InterruptedException {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    boolean first = true;
    long sent = System.nanoTime();
    do {
      Map<String, JsonNode> now = rows();
      ObjectNode event = difference(known, now);
      if (first || !event.path("changed").isEmpty() || !event.path("removed").isEmpty()) {
        write(out, "event: runs\ndata: " + event + "\n\n");
        sent = System.nanoTime();
      } else if (System.nanoTime() - sent >= HEARTBEAT.toNanos()) {
        write(out, ": still here\n\n");
        sent = System.nanoTime();
      }
      known = now;
      first = false;
    } while (!over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** All rows of the list, by id. */
  Map<String, JsonNode> rows() {
    Map<String, JsonNode> rows = new LinkedHashMap<>();
    board.runs().forEach((id, run) -> rows.put(id, RunJson.row(id, run, actions)));
    return rows;
  }

  private ObjectNode difference(Map<String, JsonNode> known, Map<String, JsonNode> now) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("complete", board.isComplete());
    ArrayNode changed = event.putArray("changed");
    now.forEach(
        (id, row) -> {
          if (!row.equals(known.get(id))) {
            changed.add(row);
          }
        });
    ArrayNode removed = event.putArray("removed");
    known.keySet().stream().filter(id -> !now.containsKey(id)).forEach(removed::add);
    return event;
  }
}
