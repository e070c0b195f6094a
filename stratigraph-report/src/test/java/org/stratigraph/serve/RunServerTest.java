package org.stratigraph.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.serve.RawHttp.Answer;
import org.stratigraph.store.CommandFile;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.store.RunList;
import org.stratigraph.store.UserKey;

/** The server as anybody on the machine, or a page of a stranger, can reach it. */
class RunServerTest {
  private static final RunIdentity IDENTITY =
      new RunIdentity(Map.of("analysis", "criticality"), Map.of("network", "net.onnx"));

  @TempDir private Path temporary;
  private final FakeWorkshop workshop = new FakeWorkshop();
  private final List<Exception> failures = new ArrayList<>();
  private Path folder;
  private Optional<UserKey> key = Optional.empty();
  private RunServer server;
  private RawHttp http;
  private String base;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectory(temporary.resolve("runs"));
    key = UserKey.in(temporary.resolve("state"));
    server = serve(0);
    http = new RawHttp(server.link());
    base = http.base();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RunServer serve(int port) {
    return RunServer.start(port, RunList.of(folder), workshop, key, failures::add);
  }

  private Path interrupted(String name) {
    Path run = folder.resolve(name);
    RunDirectory.open(run, IDENTITY).close();
    return run;
  }

  private JsonNode json(String path) throws IOException {
    Answer answer = http.known(base + path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  /** The id of the only run, once the server looked at the folder again. */
  private String id() throws Exception {
    for (int i = 0; i < 100; i++) {
      JsonNode runs = json("api/runs").get("runs");
      if (!runs.isEmpty()) {
        return runs.get(0).get("id").asText();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the run was not found");
  }

  // Who is let in.

  @Test
  void theLinkSetsACookieThatScriptsAndOtherSitesDoNotHave() throws IOException {
    Answer answer = http.get("/?token=" + http.token());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(http.token()).matches("[0-9a-f]{48}");
    assertThat(answer.header("Set-Cookie"))
        .isEqualTo(
            "stratigraph-%d=%s; Path=%s; HttpOnly; SameSite=Strict"
                .formatted(http.port(), http.token(), base));
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(base).matches("/[0-9a-f]{16}/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "api/runs", "api/events", "serve.js", "figure", "network", "report", "data"})
  void nobodyIsLetInWithoutTheToken(String page) throws IOException {
    interrupted("secret");
    for (String path : List.of("/" + page, base + page, base + page + "?token=" + http.token())) {
      Answer answer = http.get(path);
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("secret");
    }
  }

  @Test
  void aWrongTokenIsNone() throws IOException {
    String almost = http.token().substring(1) + "g";
    assertThat(http.get("/?token=" + almost).status()).isEqualTo(403);
    assertThat(http.get("/?token=").status()).isEqualTo(403);
    String cookie = "Cookie: stratigraph-%d=%s".formatted(http.port(), almost);
    assertThat(http.send("GET " + base, "", http.host(), cookie).status()).isEqualTo(403);
    String other = "Cookie: stratigraph-1=" + http.token();
    assertThat(http.send("GET " + base, "", http.host(), other).status()).isEqualTo(403);
  }

  /** A name of a stranger that resolves to this machine: the browser would send what it has. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:%d",
        "127.0.0.1",
        "127.0.0.1.evil.example:%d",
        "[::1]:%d"
      })
  void anotherHostIsRefusedWhateverItBrings(String host) throws IOException {
    String header = "Host: " + host.formatted(http.port());
    assertThat(http.send("GET " + base, "", header, http.cookie()).status()).isEqualTo(403);
    assertThat(http.send("GET /?token=" + http.token(), "", header).status()).isEqualTo(403);
  }

  @Test
  void localhostIsTheSameHost() throws IOException {
    String header = "Host: localhost:" + http.port();
    assertThat(http.send("GET " + base, "", header, http.cookie()).status()).isEqualTo(200);
  }

  @Test
  void onlyThisMachineIsListenedTo() throws IOException {
    assertThat(server.link().getHost()).isEqualTo("127.0.0.1");
    // The whole of 127.0.0.0/8 is this machine; the server has one address of it.
    assertThatThrownBy(() -> new Socket("127.0.0.2", http.port()).close())
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"})
  void otherMethodsAreRefused(String method) throws IOException {
    Answer answer = http.send(method + " " + base, "", http.host(), http.cookie());
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST");
  }

  @Test
  void headHasNoContent() throws IOException {
    Answer answer = http.send("HEAD " + base, "", http.host(), http.cookie());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "serve.js/../../../etc/passwd",
        "/etc/passwd",
        "org/stratigraph/serve/index.html",
        "index.html",
        "Pages.class",
        "serve.js%00.css"
      })
  void noPathLeadsToAFile(String path) throws IOException {
    assertThat(http.known(base + path).status()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a", "../runs/a", "%2e%2e%2foutside", "a%00", "%3Cscript%3E"})
  void aRunIsNamedByItsIdAlone(String name) throws Exception {
    interrupted("a");
    id();
    Answer answer = http.known(base + "api/run?run=" + name);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("There is no run");
  }

  /**
   * Anybody on the machine can begin requests; each that is not ended holds a thread for a while.
   */
  @Test
  void requestsThatDoNotEndDoNotEndTheServer() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        Socket socket = new Socket("127.0.0.1", http.port());
        sockets.add(socket);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 127".getBytes());
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    for (int i = 0; i < 100; i++) {
      assertThat(http.known(base).status()).isEqualTo(200);
    }
    assertThat(failures).isEmpty();
  }

  /** A path may be written in many ways, and a request line may hold a whole address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/",
        "http://127.0.0.1/api/runs",
        "//evil.example/",
        "*",
        "/..",
        "/%2e%2e/%2e%2e/"
      })
  void strangeAddressesLeadNowhere(String address) throws IOException {
    Answer answer = http.send("GET " + address, "", http.host(), http.cookie());
    assertThat(answer.status()).isIn(400, 403, 404);
    assertThat(http.known(base).status()).isEqualTo(200);
  }

  // What pages may do.

  @Test
  void pagesMayLoadFromThisServerOnly() throws IOException {
    for (String page : List.of("", "run", "compare", "serve.js", "list.js", "serve.css")) {
      Answer answer = http.known(base + page);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Security-Policy"))
          .startsWith("default-src 'none'; script-src 'self';")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe", "http");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.body()).doesNotContain("http://", "https://");
    }
  }

  @Test
  void documentsLiveInAnOriginOfTheirOwn() throws Exception {
    interrupted("a");
    for (String page : List.of("report?runs=", "network?run=")) {
      String policy = http.known(base + page + id()).header("Content-Security-Policy");
      assertThat(policy).startsWith("sandbox allow-scripts").contains("connect-src 'none'");
      assertThat(policy).doesNotContain("allow-same-origin");
    }
  }

  // What is told of runs.

  @Test
  void hostileNamesAreShownAndNothingElse() throws Exception {
    interrupted("<script>alert(1)</script>\n");
    JsonNode run = json("api/run?run=" + id());
    assertThat(run.get("name").asText()).isEqualTo("<script>alert(1)</script>\\u000a");
    Answer figure = http.known(base + "figure?name=names&runs=" + id());
    assertThat(figure.header("Content-Type")).startsWith("image/svg+xml");
    assertThat(figure.body()).contains("&lt;script&gt;").doesNotContain("<script>");
    assertThat(json("api/offers?runs=" + id()).at("/figures/0/options/0/values/1/label").asText())
        .isEqualTo("<b>");
  }

  @Test
  void figuresAndDataAreKept() throws Exception {
    interrupted("a");
    String figure = base + "figure?name=names&runs=" + id() + "&format=";
    assertThat(http.known(figure + "svg").body()).startsWith("<?xml").contains("@font-face");
    assertThat(http.known(figure + "pdf").body()).startsWith("%PDF-");
    assertThat(http.known(figure + "png").body()).contains("PNG");
    assertThat(http.known(figure + "png").header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"names.png\"");
    Answer data = http.known(base + "data?name=names.csv&runs=" + id());
    assertThat(data.body()).isEqualTo("name\na\n");
    assertThat(data.header("Content-Disposition")).contains("names.csv");
  }

  @Test
  void whatCannotBeMadeIsSaidAndServingGoesOn() throws Exception {
    interrupted("a");
    String id = id();
    assertThat(http.known(base + "figure?name=none&runs=" + id).status()).isEqualTo(422);
    assertThat(http.known(base + "figure?name=names&format=exe&runs=" + id).status())
        .isEqualTo(422);
    assertThat(http.known(base + "figure?name=names").status()).isEqualTo(422);
    assertThat(http.known(base + "data?name=..%2fkey&runs=" + id).status()).isEqualTo(422);
    Answer broken = http.known(base + "figure?name=names&sort=broken&runs=" + id);
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.body()).doesNotContain("\tat ");
    assertThat(failures).hasSize(1);
    assertThat(http.known(base).status()).isEqualTo(200);
  }

  @Test
  void aDamagedRunIsListedWithItsReasonAndNotDrawn() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("run.duckdb"), "none");
    JsonNode run = json("api/run?run=" + id());
    assertThat(run.get("status").asText()).isEqualTo("damaged");
    assertThat(run.get("reason").asText()).contains("is damaged");
    assertThat(http.known(base + "figure?name=names&runs=" + id()).status()).isEqualTo(422);
  }

  // Events.

  @Test
  void eventsTellWhatAppearsChangesAndVanishes() throws Exception {
    try (Socket socket = events()) {
      BufferedReader in = RawHttp.reader(socket);
      assertThat(RawHttp.event(in, "changed")).contains("\"changed\":[]");
      Path run = interrupted("a");
      JsonNode first = new ObjectMapper().readTree(RawHttp.event(in, "\"name\":\"a\""));
      assertThat(first.at("/changed/0/status").asText()).isEqualTo("interrupted");
      try (RunDirectory held = RunDirectory.open(run, IDENTITY)) {
        RawHttp.event(in, "\"status\":\"running\"");
        assertThat(held.finished()).isFalse();
      }
      RawHttp.event(in, "\"status\":\"interrupted\"");
      try (var files = Files.list(run)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(run);
      assertThat(RawHttp.event(in, "\"removed\":[\"")).contains(first.at("/changed/0/id").asText());
    }
  }

  private Socket events() throws IOException {
    return http.open("GET " + base + "api/events", "", http.host(), http.cookie());
  }

  @Test
  void aBrowserThatGoesAwayIsForgotten() throws Exception {
    try (Socket socket = events()) {
      RawHttp.event(RawHttp.reader(socket), "changed");
      assertThat(server.listeners()).isEqualTo(1);
      socket.setSoLinger(true, 0);
    }
    // It is noticed when something is to be told.
    for (int i = 0; i < 200 && server.listeners() > 0; i++) {
      Files.createDirectories(folder.resolve("run" + i));
      Files.writeString(folder.resolve("run" + i).resolve("training.json"), "{");
      Thread.sleep(100);
    }
    assertThat(server.listeners()).isZero();
    assertThat(failures).isEmpty();
  }

  @Test
  void moreWindowsThanPlacesAreToldSoAndPagesStillAnswer() throws Exception {
    List<Socket> windows = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        windows.add(events());
        RawHttp.event(RawHttp.reader(windows.get(i)), "changed");
      }
      assertThat(http.known(base + "api/events").status()).isEqualTo(503);
      assertThat(http.known(base + "api/runs").status()).isEqualTo(200);
    } finally {
      for (Socket window : windows) {
        window.close();
      }
    }
  }

  @Test
  void streamsEndWithTheServer() throws Exception {
    try (Socket socket = events()) {
      BufferedReader in = RawHttp.reader(socket);
      RawHttp.event(in, "changed");
      server.close();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        assertThat(line).doesNotContain("error");
      }
    }
  }

  // What changes something.

  @Test
  void nothingIsChangedByLooking() throws Exception {
    CommandFile.write(interrupted("a"), List.of("criticality", "net.onnx"), key);
    for (String action : List.of("api/resume", "api/cancel")) {
      assertThat(http.known(base + action + "?run=" + id()).status()).isEqualTo(404);
    }
    assertThat(workshop.started).isEmpty();
  }

  @Test
  void aPageOfAStrangerCannotResume() throws Exception {
    CommandFile.write(interrupted("a"), List.of("criticality", "net.onnx"), key);
    String body = "{\"run\": \"" + id() + "\"}";
    String post = "POST " + base + "api/resume";
    String json = "Content-Type: application/json";
    String host = http.host();
    String cookie = http.cookie();
    String origin = http.origin();
    assertThat(http.send(post, body, host, json, origin).status()).isEqualTo(403);
    assertThat(http.send(post, body, host, cookie, json).status()).isEqualTo(403);
    String evil = "Origin: http://evil.example";
    assertThat(http.send(post, body, host, cookie, json, evil).status()).isEqualTo(403);
    String site = "Sec-Fetch-Site: cross-site";
    assertThat(http.send(post, body, host, cookie, json, origin, site).status()).isEqualTo(403);
    assertThat(http.send(post, body, host, cookie, origin).status()).isEqualTo(415);
    assertThat(http.post(base + "api/resume", "{").status()).isEqualTo(400);
    assertThat(http.post(base + "api/resume", " ".repeat(5000)).status()).isEqualTo(413);
    assertThat(http.post(base + "api/delete", body).status()).isEqualTo(404);
    assertThat(workshop.started).isEmpty();
  }

  @Test
  void theUsersOwnCommandIsGivenOnceMoreAndNotTwice() throws Exception {
    CommandFile.write(interrupted("a"), List.of("criticality", "a net.onnx"), key);
    JsonNode run = json("api/run?run=" + id());
    assertThat(run.get("resume").asBoolean()).isTrue();
    assertThat(run.get("command").asText()).endsWith("&& stratigraph criticality 'a net.onnx'");
    String body = "{\"run\": \"" + id() + "\"}";
    assertThat(http.post(base + "api/resume", body).status()).isEqualTo(200);
    assertThat(json("api/run?run=" + id()).get("starting").asBoolean()).isTrue();
    assertThat(http.post(base + "api/resume", body).status()).isEqualTo(422);
    assertThat(workshop.started).hasSize(1);
    assertThat(workshop.started.get(0).arguments()).containsExactly("criticality", "a net.onnx");
  }

  /** A directory from elsewhere says what it likes. */
  @Test
  void theCommandOfAStrangerIsShownAndNotGiven() throws Exception {
    Path run = interrupted("a");
    Files.writeString(
        run.resolve("command.json"),
        "{\"format\": \"stratigraph.command/1\", \"arguments\": [\"train\", \"x\\nrm -rf y\"],"
            + " \"folder\": \"/tmp\", \"pid\": 1, \"proof\": \"00\"}");
    JsonNode told = json("api/run?run=" + id());
    assertThat(told.get("resume").asBoolean()).isFalse();
    assertThat(told.get("own").asBoolean()).isFalse();
    // Pasted into a shell, it is one line and one command.
    assertThat(told.get("command").asText()).isEqualTo("cd /tmp && stratigraph train 'xrm -rf y'");
    Answer answer = http.post(base + "api/resume", "{\"run\": \"" + id() + "\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("not written down by your own program");
    assertThat(workshop.started).isEmpty();
  }

  @Test
  void onlyCommandsThatGoOnAreGivenOnceMore() throws Exception {
    CommandFile.write(interrupted("a"), List.of("serve", "/"), key);
    assertThat(http.post(base + "api/resume", "{\"run\": \"" + id() + "\"}").status())
        .isEqualTo(422);
    assertThat(workshop.started).isEmpty();
  }

  /** Its lock and its command name a process of the user's that has nothing to do with it. */
  @Test
  void theProcessThatAStrangerNamesIsNotStopped() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "60").start();
    try {
      Path run = folder.resolve("a");
      String lock;
      try (RunDirectory held = RunDirectory.open(run, IDENTITY)) {
        lock = Files.readString(held.path().resolve("run.lock"));
      }
      String pid = Long.toString(bystander.pid());
      Files.writeString(run.resolve("run.lock"), lock.replaceFirst("\\d+", pid));
      CommandFile.write(run, List.of("criticality"), UserKey.in(temporary.resolve("stranger")));
      Path file = run.resolve("command.json");
      Files.writeString(
          file, Files.readString(file).replaceFirst("\"pid\" : \\d+", "\"pid\" : " + pid));
      JsonNode told = json("api/run?run=" + id());
      assertThat(told.get("status").asText()).isEqualTo("running");
      assertThat(told.get("cancel").asBoolean()).isFalse();
      Answer answer = http.post(base + "api/cancel", "{\"run\": \"" + id() + "\"}");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("not proven");
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aLogThatIsALinkIsNeitherReadNorWritten() throws Exception {
    Path run = interrupted("a");
    CommandFile.write(run, List.of("criticality", "net.onnx"), key);
    Path precious = Files.writeString(temporary.resolve("precious"), "secret");
    Files.createSymbolicLink(run.resolve("serve.log"), precious);
    assertThat(json("api/run?run=" + id()).has("log")).isFalse();
    assertThat(http.post(base + "api/resume", "{\"run\": \"" + id() + "\"}").status())
        .isEqualTo(422);
    assertThat(workshop.started).isEmpty();
  }

  // Several of it.

  @Test
  void twoServersOnOneFolderAreOneAsGoodAsTheOther() throws Exception {
    interrupted("a");
    try (RunServer second = serve(0)) {
      RawHttp other = new RawHttp(second.link());
      assertThat(other.port()).isNotEqualTo(http.port());
      assertThat(other.known(other.base() + "api/runs").body()).contains("\"name\":\"a\"");
      assertThat(json("api/runs").toString()).contains("\"name\":\"a\"");
      // The one's token is nothing to the other.
      String cookie = "Cookie: stratigraph-%d=%s".formatted(other.port(), http.token());
      assertThat(other.send("GET " + other.base(), "", other.host(), cookie).status())
          .isEqualTo(403);
    }
  }

  @Test
  void aPortInUseIsSaidWithTheWayOut() {
    assertThatThrownBy(() -> serve(http.port()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("Port " + http.port())
        .hasMessageContaining("--port 0");
  }

  @Test
  void hundredsOfRunsAreListed() throws Exception {
    for (int i = 0; i < 300; i++) {
      Path run = Files.createDirectories(folder.resolve("group" + i % 7 + "/run" + i));
      Files.writeString(run.resolve("history.jsonl"), "");
    }
    id();
    assertThat(json("api/runs").get("runs")).hasSize(300);
  }
}
