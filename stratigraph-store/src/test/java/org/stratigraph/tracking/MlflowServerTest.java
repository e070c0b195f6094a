package org.stratigraph.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

class MlflowServerTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), 3, Duration.ZERO);

  private static MlflowServer at(MlflowStandIn server) {
    return at(server, PATIENCE);
  }

  private static MlflowServer at(MlflowStandIn server, Patience patience) {
    return MlflowServer.at(server.address(), "layers", Optional.empty(), patience);
  }

  private static MeasuredLayer layer(String name, double criticality) {
    TrialResult trial = new TrialResult(name, 0, 10, 1 - criticality, 0, 0, 0.5, 0.25, 0.5, 1);
    return new MeasuredLayer(
        name, "conv", criticality, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of(trial));
  }

  private static TrackedRun run(List<MeasuredLayer> layers) {
    return TrackedRuns.network(
        new MeasuredNetwork(
            "net",
            "A network",
            Optional.of("adversarial"),
            OptionalDouble.of(0.75),
            Map.of("eps", "0.5"),
            layers));
  }

  private static TrackedRun small() {
    return run(List.of(layer("conv1", 0.25), layer("fc", 0.75)));
  }

  private static MlflowStandIn.Run only(MlflowStandIn server) {
    assertThat(server.runs).hasSize(1);
    return server.runs.values().iterator().next();
  }

  @Test
  void aNetworkIsARunWithItsLayersAsSeriesAndSideBySide() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn()) {
      assertThat(at(server).send(small())).isTrue();
      assertThat(server.experiments).containsValue("layers");
      MlflowStandIn.Run run = only(server);
      assertThat(run.name).isEqualTo("A network");
      assertThat(run.status).isEqualTo("FINISHED");
      assertThat(run.params)
          .containsEntry("network", "net")
          .containsEntry("category", "adversarial")
          .containsEntry("eps", "0.5");
      assertThat(run.tags)
          .containsEntry("mlflow.runName", "A network")
          .containsEntry("mlflow.source.name", "stratigraph");
      assertThat(run.tags.get("mlflow.note.content")).contains("| 0 | conv1 |", "| 1 | fc |");
      assertThat(run.metrics.get("depth/criticality"))
          .containsExactly(new double[] {0, 0.25}, new double[] {1, 0.75});
      assertThat(run.metrics.get("criticality/fc")).containsExactly(new double[] {0, 0.75});
      assertThat(run.metrics.get("top1_after_reset/fc")).containsExactly(new double[] {0, 0.25});
      // By hand: mean of 1/4 and 3/4, and half of their difference.
      assertThat(run.metrics.get("mean_criticality")).containsExactly(new double[] {0, 0.5});
      assertThat(run.metrics.get("sd_over_layers")).containsExactly(new double[] {0, 0.25});
      assertThat(run.metrics.get("accuracy")).containsExactly(new double[] {0, 0.75});
      // What is not known is not there: JSON has no NaN.
      assertThat(run.metrics).doesNotContainKeys("mean_trial_sd", "depth/trial_sd");
    }
  }

  @Test
  void whatWasSentBeforeIsNotSentAgain() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn()) {
      assertThat(at(server).send(small())).isTrue();
      TrackedRun later = small().with(Map.of(), Map.of("took", "3 s"));
      assertThat(at(server).send(later)).isFalse();
      assertThat(at(server).send(run(List.of(layer("conv1", 0.5))))).isTrue();
      assertThat(server.runs).hasSize(2);
      assertThat(server.experiments).hasSize(1);
    }
  }

  @Test
  void largeRunsGoInBatchesThatAServerTakes() throws IOException {
    List<MeasuredLayer> layers = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      layers.add(layer("features.%d.".formatted(i) + "deep.".repeat(100) + "conv", i / 1500.0));
    }
    TrackedRun run = run(layers);
    Map<String, String> many = new java.util.LinkedHashMap<>();
    for (int i = 0; i < 250; i++) {
      many.put("fact " + i, "\u00e9\ud83d\ude00".repeat(4_000));
    }
    try (MlflowStandIn server = new MlflowStandIn()) {
      assertThat(at(server).send(run.with(many, many))).isTrue();
      MlflowStandIn.Run kept = only(server);
      assertThat(kept.metrics.get("depth/criticality")).hasSize(1_500);
      assertThat(kept.metrics.keySet().stream().filter(key -> key.startsWith("criticality/")))
          .hasSize(1_500);
      assertThat(kept.params.keySet().stream().filter(key -> key.startsWith("fact"))).hasSize(250);
      assertThat(kept.tags.keySet().stream().filter(key -> key.startsWith("fact"))).hasSize(250);
      assertThat(kept.params.get("fact 0")).endsWith("...").doesNotContain("?");
    }
  }

  @Test
  void noNameOfALayerIsTooStrange() throws IOException {
    List<String> names =
        List.of(
            "<script>alert(1)</script>",
            "=cmd|' /C calc'!A0",
            "two\nlines",
            "x".repeat(1 << 20),
            "x".repeat((1 << 20) + 1),
            "",
            ".",
            "..",
            "../../etc/passwd",
            "/absolute",
            "a/b",
            "a_b",
            "A_B",
            "a//b/",
            " ",
            "\u5c42",
            "\ud800");
    List<MeasuredLayer> layers = names.stream().map(name -> layer(name, 0.5)).toList();
    try (MlflowStandIn server = new MlflowStandIn()) {
      assertThat(at(server).send(run(layers))).isTrue();
      assertThat(
              only(server).metrics.keySet().stream()
                  .filter(key -> key.startsWith("criticality/"))
                  .map(String::toLowerCase)
                  .distinct())
          .hasSize(names.size());
      assertThat(only(server).tags.get("mlflow.note.content")).doesNotContain("<script>");
    }
  }

  @Test
  void aServerThatStumblesGetsItAll() throws IOException {
    try (MlflowStandIn server =
        new MlflowStandIn(
            (exchange, endpoint, request) -> {
              if (endpoint.equals("runs/create") && request == 1) {
                MlflowStandIn.answer(exchange, 503, "text/plain", "busy");
                return true;
              }
              if (endpoint.equals("runs/log-batch") && request == 1) {
                MlflowStandIn.answer(exchange, 500, "text/html", "<html>oops</html>");
                return true;
              }
              if (endpoint.equals("runs/update") && request < 3) {
                MlflowStandIn.cut(exchange);
                return true;
              }
              return false;
            })) {
      assertThat(at(server).send(small())).isTrue();
      assertThat(only(server).status).isEqualTo("FINISHED");
      assertThat(only(server).metrics.get("depth/criticality")).hasSize(2);
    }
  }

  @Test
  void aRunThatCannotBeSentWholeIsMarkedAsFailed() throws IOException {
    try (MlflowStandIn server =
        new MlflowStandIn(
            (exchange, endpoint, request) -> {
              if (endpoint.equals("runs/log-batch") && request <= 3) {
                MlflowStandIn.answer(
                    exchange, 500, "application/json", "{\"message\": \"disk full\"}");
                return true;
              }
              return false;
            })) {
      assertThatThrownBy(() -> at(server).send(small()))
          .isInstanceOf(MlflowException.class)
          .hasMessage(
              server.address() + " answers with status 500, \"disk full\" (tried 3 times).");
      assertThat(only(server).status).isEqualTo("FAILED");
      // Once it is mended, all of it comes.
      assertThat(at(server).send(small())).isTrue();
      assertThat(server.runs.values().stream().map(run -> run.status))
          .containsExactly("FAILED", "FINISHED");
    }
  }

  /** The server may have made the run before the connection was cut. */
  @Test
  void aRunIsNotBegunTwice() throws IOException {
    try (MlflowStandIn server =
        new MlflowStandIn(
            (exchange, endpoint, request) -> {
              if (endpoint.equals("runs/create")) {
                MlflowStandIn.cut(exchange);
                return true;
              }
              return false;
            })) {
      assertThatThrownBy(() -> at(server).send(small()))
          .isInstanceOf(MlflowException.class)
          .hasMessage(server.address() + " cut the connection.");
      assertThat(server.requests).containsOnlyOnce("runs/create");
    }
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForForever() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (MlflowStandIn server =
        new MlflowStandIn(
            (exchange, endpoint, request) -> {
              // The head of an answer comes at once, and then nothing more.
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().flush();
              await(over);
              return true;
            })) {
      Patience little =
          new Patience(Duration.ofSeconds(20), Duration.ofMillis(100), 2, Duration.ZERO);
      assertThatThrownBy(() -> at(server, little).check())
          .isInstanceOf(MlflowException.class)
          .hasMessageContaining("did not answer within 0 seconds (tried 2 times).");
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertRefused(MlflowStandIn.Fault fault, String... said) throws IOException {
    try (MlflowStandIn server = new MlflowStandIn(fault)) {
      assertThatThrownBy(() -> at(server).send(small()))
          .isInstanceOf(MlflowException.class)
          .hasMessageStartingWith(server.address())
          .hasMessageEndingWith(".")
          .hasMessageContainingAll(said);
      assertThat(server.requests).hasSize(1);
    }
  }

  private static MlflowStandIn.Fault always(int status, String type, String text) {
    return (exchange, endpoint, request) -> {
      MlflowStandIn.answer(exchange, status, type, text);
      return true;
    };
  }

  @Test
  void whatIsNoTrackingServerIsToldFromOne() throws IOException {
    String page = "<!doctype html><html>Sign in</html>";
    assertRefused(always(200, "text/html", page), "status 200, text/html", "address right?");
    assertRefused(always(404, "text/html", page), "status 404, text/html", "address right?");
    assertRefused(always(200, "application/json", ""), "status 200", "address right?");
    assertRefused(always(200, "application/json", "[1]"), "status 200", "address right?");
    assertRefused(always(200, "application/json", "{}"), "gives no experiment_id");
    assertRefused(always(401, "text/html", page), "status 401", "MLFLOW_TRACKING_TOKEN");
    assertRefused(
        always(400, "application/json", "{\"message\": \"no\\nway\"}"), "400", "no\\u000away");
    assertRefused(always(200, "application/json", " ".repeat(5 << 20)), "more than 4194304 bytes");
    assertRefused(
        (HttpExchange exchange, String endpoint, int request) -> {
          exchange.getResponseHeaders().set("Location", "https://example.org/login");
          exchange.sendResponseHeaders(302, -1);
          return true;
        },
        "sends on to https://example.org/login");
  }

  @Test
  void nobodyThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    MlflowServer server =
        MlflowServer.at("http://127.0.0.1:" + port, "layers", Optional.empty(), PATIENCE);
    assertThatThrownBy(server::check)
        .isInstanceOf(MlflowException.class)
        .hasMessageContaining("is not reached: connection refused (tried 3 times).");
  }

  @Test
  void anExperimentThatWasDeletedIsSaidToBe() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn()) {
      server.experiments.put("7", "-layers");
      assertThatThrownBy(() -> at(server).check())
          .isInstanceOf(MlflowException.class)
          .hasMessageContaining("experiment \"layers\" was deleted. Restore it");
    }
  }

  @Test
  void anExperimentThatAnotherProgramMakesAtTheSameTimeIsTaken() throws IOException {
    try (MlflowStandIn server =
        new MlflowStandIn(
            (exchange, endpoint, request) -> {
              if (endpoint.equals("experiments/get-by-name") && request == 1) {
                String answer = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}";
                MlflowStandIn.answer(exchange, 404, "application/json", answer);
                return true;
              }
              return false;
            })) {
      server.experiments.put("7", "layers");
      at(server).check();
      assertThat(server.requests)
          .containsExactly(
              "experiments/get-by-name", "experiments/create", "experiments/get-by-name");
    }
  }

  @Test
  void theKeyGoesWithEveryRequest() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn()) {
      MlflowServer.at(server.address() + "/", "a b/c&d", Optional.of("Bearer abc"), PATIENCE)
          .send(small());
      assertThat(server.authorizations).isNotEmpty().containsOnly("Bearer abc");
      assertThat(server.experiments).containsValue("a b/c&d");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:5000",
        "sqlite:///mlflow.db",
        "file:///tmp/mlruns",
        "./mlruns",
        "http://",
        "http://a b",
        "http://host/?x=1",
        "http://host/#x",
        "http://user:secret@host:5000",
        "",
        "databricks"
      })
  void addressesOfNoServerAreRefused(String address) {
    assertThatThrownBy(() -> MlflowServer.at(address, "layers", Optional.empty(), PATIENCE))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith("--mlflow ")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines"})
  void namesOfNoExperimentAreRefused(String name) {
    assertThatThrownBy(
            () -> MlflowServer.at("http://localhost:5000", name, Optional.empty(), PATIENCE))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("--mlflow-experiment");
  }
}
