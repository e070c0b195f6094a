package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server and the runs that it shows, each a process of its own. */
class ServeIT {
  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Map<String, String> environment = Map.of();
  private Path away;
  private Process server;
  private URI base;
  private String cookie = "";

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(folder.resolve("runs"));
    away = Files.createDirectory(folder.resolve("away"));
    environment = Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
    server = launch(folder, "serve", "runs", "--port", "0");
    URI link = URI.create(said(folder.resolve("out"), "\n").strip());
    HttpResponse<String> welcome =
        client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
    cookie = welcome.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    Matcher goal = Pattern.compile("url=([^\"]+)").matcher(welcome.body());
    assertThat(goal.find()).isTrue();
    base = link.resolve(goal.group(1));
  }

  @AfterEach
  void stop() throws Exception {
    server.destroyForcibly().waitFor();
  }

  private Process launch(Path where, String... arguments) throws IOException {
    return Launched.start(where, environment, Launched.command(List.of(arguments)));
  }

  private static String said(Path file, String text) throws Exception {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
    return Files.readString(file);
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).header("Cookie", cookie).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private void post(String path, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .header("Origin", "http://" + base.getAuthority())
            .POST(HttpRequest.BodyPublishers.ofString("{\"run\": \"" + id + "\"}"))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** The only run, once it is as it should be. */
  private JsonNode run(Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + 180_000_000_000L;
    while (true) {
      JsonNode runs = get("api/runs").get("runs");
      if (!runs.isEmpty() && wanted.test(runs.get(0))) {
        return runs.get(0);
      }
      assertThat(System.nanoTime()).as(runs.toString()).isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  private static boolean is(JsonNode run, String status) {
    return run.get("status").asText().equals(status);
  }

  @Test
  void aRunIsFollowedCancelledAndResumed() throws Exception {
    Path network = SmallNetwork.in(folder);
    String run = folder.resolve("runs/a").toString();
    List<String> command = CliRun.onShapes("criticality", network, "--images", "300");
    command.addAll(List.of("--trials", "6", "--json", "out.json", "--run", run));
    Process process = launch(away, command.toArray(String[]::new));
    JsonNode live =
        run(
            one ->
                is(one, "running")
                    && one.get("share").asDouble() > 0
                    && one.get("cancel").asBoolean());
    String id = live.get("id").asText();
    assertThat(live.get("kind").asText()).isEqualTo("criticality");
    post("api/cancel", id);
    CliRun cancelled = Launched.finish(away, process);
    assertThat(cancelled.status()).isEqualTo(143);
    assertThat(cancelled.err()).contains("Interrupted.", "are kept in");
    JsonNode left = run(one -> is(one, "interrupted"));
    assertThat(left.get("resume").asBoolean()).isTrue();
    post("api/resume", id);
    run(one -> is(one, "finished"));
    assertThat(Files.readString(Path.of(run, "serve.log"))).contains("Going on with " + run);
    // It was given where it was given first.
    said(away.resolve("out.json"), "stratigraph.criticality/1");
    assertThat(get("api/run?run=" + id).get("command").asText())
        .startsWith("cd " + away.toRealPath() + " && stratigraph criticality ");
    JsonNode networks = get("api/networks?runs=" + id);
    JsonNode result = new ObjectMapper().readTree(away.resolve("out.json").toFile());
    assertThat(networks.at("/0/layers/0/criticality").asDouble())
        .isEqualTo(result.at("/layers/0/criticality").asDouble());
  }

  @Test
  void aSignalEndsTheServerCleanly() throws Exception {
    for (String name : List.of("INT", "TERM")) {
      Path where = Files.createDirectories(folder.resolve(name + "/runs")).getParent();
      Process second = launch(where, "serve", "--port", "0");
      said(where.resolve("err"), "Ctrl-C ends");
      Launched.signal(second.toHandle(), name);
      CliRun ended = Launched.finish(where, second);
      assertThat(ended.status()).isZero();
      assertThat(ended.out()).matches("http://127\\.0\\.0\\.1:\\d+/\\?token=[0-9a-f]{48}\\n");
      assertThat(ended.err()).hasLineCount(1);
    }
  }

  @Test
  void aPortInUseIsOneLine() throws Exception {
    Process second = launch(away, "serve", "..", "--port", "" + base.getPort());
    Launched.finish(away, second).assertUnusable("Port " + base.getPort(), "--port 0");
  }
}
