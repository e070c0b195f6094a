package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium with one window, driven over the DevTools protocol by what a person does:
 * real mouse events at real places. Remembers every address that was asked for and everything that
 * was complained of.
 */
@SuppressWarnings("try") // Who interrupts the closing ends the test.
final class Chromium implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private String session = "";

  private Chromium(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /** Starts it; skips the test, and says so, where there is none. */
  static Chromium start(Path folder) throws Exception {
    Optional<Path> program =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(place -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "SKIPPED: no chromium found (apt-get install chromium)");
    Path log = folder.resolve("chromium.log");
    Process process =
        new ProcessBuilder(
                program.get().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("chromium"),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Chromium chromium = new Chromium(process, folder.resolve("chromium"), address(process, log));
    chromium.attach(folder);
    return chromium;
  }

  private static URI address(Process process, Path log) throws Exception {
    long deadline = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < deadline && process.isAlive()) {
      Matcher line = LISTENING.matcher(Files.readString(log));
      if (line.find()) {
        return URI.create(line.group(1));
      }
      Thread.sleep(50);
    }
    throw new AssertionError("Chromium did not start: " + Files.readString(log));
  }

  private void attach(Path folder) {
    JsonNode target = call("Target.createTarget", object().put("url", "about:blank"));
    session =
        call(
                "Target.attachToTarget",
                object().put("targetId", target.get("targetId").asText()).put("flatten", true))
            .get("sessionId")
            .asText();
    call("Page.enable", object());
    call("Network.enable", object());
    call("Runtime.enable", object());
    call("Log.enable", object());
    call(
        "Browser.setDownloadBehavior",
        object().put("behavior", "allow").put("downloadPath", folder.resolve("kept").toString()));
    resize(1280, 900);
  }

  private static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  private JsonNode call(String method, ObjectNode parameters) {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = object().put("id", id).put("method", method);
    if (!session.isEmpty() && !method.startsWith("Browser.")) {
      message.put("sessionId", session);
    }
    message.set("params", parameters);
    synchronized (socket) {
      socket.sendText(message.toString(), true).join();
    }
    JsonNode found = answer.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(found.path("error").isMissingNode()).as(method + ": " + found).isTrue();
    return found.path("result");
  }

  /** Takes answers and events apart. */
  private final class Listener implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
      text.append(data);
      if (whole) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String message) {
      try {
        JsonNode json = MAPPER.readTree(message);
        if (json.has("id")) {
          Optional.ofNullable(answers.remove(json.get("id").asInt()))
              .ifPresent(answer -> answer.complete(json));
        } else {
          happened(json.path("method").asText(), json.path("params"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void happened(String event, JsonNode what) {
      switch (event) {
        case "Network.requestWillBeSent" -> requests.add(what.at("/request/url").asText());
        case "Runtime.exceptionThrown" -> complaints.add(what.at("/exceptionDetails").toString());
        case "Log.entryAdded" -> {
          if (what.at("/entry/level").asText().equals("error")) {
            complaints.add(what.at("/entry").toString());
          }
        }
        default -> {}
      }
    }
  }

  /** Goes to an address, and waits until something is there. */
  void open(URI address, String selector) {
    call("Page.navigate", object().put("url", address.toString()));
    await(selector);
  }

  /** The address that is shown. */
  URI address() {
    return URI.create(evaluate("location.href").asText());
  }

  /** The value of an expression of JavaScript. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            object()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    assertThat(result.has("exceptionDetails")).as(expression + ": " + result).isFalse();
    return result.at("/result/value");
  }

  /** Waits until an element is there. */
  void await(String selector) {
    awaitTrue("document.querySelector(" + quoted(selector) + ") !== null");
  }

  /** Waits until an expression is true. */
  void awaitTrue(String expression) {
    long deadline = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < deadline) {
      try {
        if (evaluate(expression).asBoolean()) {
          return;
        }
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      } catch (AssertionError navigating) {
        // The page that the expression was asked of went away.
        continue;
      }
    }
    throw new AssertionError(
        "not within a minute: " + expression + "\n" + evaluate("document.body.innerText").asText());
  }

  /** The text of an element, as it is seen. */
  String text(String selector) {
    return evaluate("document.querySelector(" + quoted(selector) + ").innerText").asText();
  }

  /** The texts of all such elements. */
  List<String> texts(String selector) {
    List<String> texts = new ArrayList<>();
    evaluate("[...document.querySelectorAll(" + quoted(selector) + ")].map(e => e.innerText)")
        .forEach(found -> texts.add(found.asText()));
    return texts;
  }

  /** Moves the mouse to the middle of an element. */
  void hover(String selector) {
    double[] place = middle(selector);
    mouse("mouseMoved", place, "none");
  }

  /** Clicks it. */
  void click(String selector) {
    double[] place = middle(selector);
    mouse("mouseMoved", place, "none");
    mouse("mousePressed", place, "left");
    mouse("mouseReleased", place, "left");
  }

  private double[] middle(String selector) {
    await(selector);
    JsonNode box =
        evaluate(
            "(() => { const e = document.querySelector("
                + quoted(selector)
                + "); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
    return new double[] {box.get(0).asDouble(), box.get(1).asDouble()};
  }

  private void mouse(String type, double[] place, String button) {
    call(
        "Input.dispatchMouseEvent",
        object()
            .put("type", type)
            .put("x", place[0])
            .put("y", place[1])
            .put("button", button)
            .put("clickCount", type.equals("mouseMoved") ? 0 : 1));
  }

  /** Types into what has the focus. */
  void type(String words) {
    call("Input.insertText", object().put("text", words));
  }

  /** Makes the window as large as a screen. */
  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        object()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  /** Keeps a picture of all of the page. */
  void picture(Path file) throws IOException {
    // Only where it must: it resizes the window for a moment, and pages notice.
    boolean taller = evaluate("document.documentElement.scrollHeight > innerHeight").asBoolean();
    String png =
        call(
                "Page.captureScreenshot",
                object().put("format", "png").put("captureBeyondViewport", taller))
            .get("data")
            .asText();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(png));
  }

  /** Every address that was asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Errors of scripts and of loading, and what a policy forbade. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  static String quoted(String text) {
    return MAPPER.valueToTree(text).toString();
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    // Links that lead out of the folder.
    for (String link : List.of("SingletonSocket", "SingletonLock", "SingletonCookie")) {
      Files.deleteIfExists(profile.resolve(link));
    }
  }
}
