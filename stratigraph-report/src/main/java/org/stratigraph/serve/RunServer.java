package org.stratigraph.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.stratigraph.UnusableInputException;
import org.stratigraph.scene.Markup;
import org.stratigraph.store.RunList;
import org.stratigraph.store.UserKey;

/**
 * The server: listens on 127.0.0.1, lets in who has the token ({@link Gate}), and answers. Two
 * servers on one folder do not disturb each other.
 */
public final class RunServer implements AutoCloseable {
  /** Streams of events hold 32 of them. */
  private static final int MOST_THREADS = 64;

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Gate gate;
  private final Events events;
  private final Pages pages;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Consumer<Exception> failures;

  private RunServer(
      HttpServer server,
      RunList list,
      Workshop workshop,
      Optional<UserKey> key,
      Consumer<Exception> failures) {
    this.server = server;
    this.failures = failures;
    this.threads = threads();
    this.gate = Gate.of(server.getAddress().getPort());
    Board board = new Board(list);
    Actions actions = new Actions(workshop, key);
    this.events = new Events(board, actions, over);
    this.pages = new Pages(board, actions, workshop, events);
  }

  /** Requests beyond the threads wait: one that was turned away would hold its connection. */
  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "serve");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * Starts a server.
   *
   * @param port to listen on; 0 for any that is free
   * @param list the runs
   * @param workshop what can be made of them
   * @param key by which commands are proven to be the user's own; without it nothing is cancelled
   *     or resumed
   * @param failures told what went wrong in answering, but for input that cannot be used
   * @throws UnusableInputException if the port cannot be had
   */
  public static RunServer start(
      int port,
      RunList list,
      Workshop workshop,
      Optional<UserKey> key,
      Consumer<Exception> failures) {
    // Who begins a request and does not end it is not waited for.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    try {
      HttpServer http =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
      RunServer server = new RunServer(http, list, workshop, key, failures);
      http.createContext("/", server::answer);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (BindException e) {
      throw new UnusableInputException(
          "Port %d of 127.0.0.1 cannot be had (%s): another program listens there. Give --port with another number, or --port 0 for any that is free."
              .formatted(port, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UnusableInputException(
          "The server cannot listen on 127.0.0.1:%d (%s).".formatted(port, e.getMessage()), e);
    }
  }

  /** What opens the page in a browser; whoever has it is let in. */
  public URI link() {
    return gate.link();
  }

  /** How many browsers follow the list. */
  int listeners() {
    return events.listeners();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      if (!METHODS.contains(exchange.getRequestMethod())) {
        Reply.refused(405, "Only GET, HEAD and POST.")
            .with("Allow", "GET, HEAD, POST")
            .send(exchange);
      } else if (!gate.isForThisHost(exchange)) {
        Reply.refused(403, "This server answers to 127.0.0.1 only.").send(exchange);
      } else if (gate.opens(exchange) && !exchange.getRequestMethod().equals("POST")) {
        welcome().send(exchange);
      } else if (!gate.isKnown(exchange)) {
        Reply.refused(403, "Open the link that the terminal shows.").send(exchange);
      } else {
        within(exchange);
      }
    } catch (IOException e) {
      // The browser went away; there is nobody to tell.
      return;
    } catch (RuntimeException e) {
      failures.accept(e);
    }
  }

  /**
   * The answer to the link: a page that goes on by itself. A redirect would not do, because a
   * browser that came from elsewhere sends no strict cookie along on it.
   */
  private Reply welcome() {
    Markup page = new Markup();
    page.verbatim("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "refresh", "content", "0;url=" + gate.base());
    page.empty("link", "rel", "icon", "href", gate.base() + "favicon.ico");
    page.element("title", "Stratigraph").close().open("body");
    page.element("a", "Stratigraph", "href", gate.base()).close().close();
    return Reply.of(Reply.HTML, page.toString()).with("Set-Cookie", gate.cookie());
  }

  private void within(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (!path.startsWith(gate.base())) {
      Reply.refused(404, "There is no such page.").send(exchange);
      return;
    }
    String page = path.substring(gate.base().length());
    boolean post = exchange.getRequestMethod().equals("POST");
    if (post && !gate.isFromOwnPage(exchange)) {
      Reply.refused(403, "This must come from the page itself.").send(exchange);
    } else if (page.equals("api/events") && exchange.getRequestMethod().equals("GET")) {
      events.stream(exchange);
    } else {
      reply(page, exchange, post).send(exchange);
    }
  }

  private Reply reply(String page, HttpExchange exchange, boolean post) throws IOException {
    try {
      Query query = Query.of(exchange.getRequestURI());
      return post ? pages.post(page, exchange) : pages.get(page, query);
    } catch (UnusableInputException e) {
      return Reply.refused(422, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      failures.accept(e);
      return Reply.refused(500, "That failed: " + e + ".");
    }
  }

  /** Ends all streams and stops listening. Runs go on. */
  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** A text as bytes. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
