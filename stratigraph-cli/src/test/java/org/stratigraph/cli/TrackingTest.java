package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.tracking.MlflowStandIn;

/** Results on their way to experiment trackers, by the commands that find them. */
class TrackingTest {
  @TempDir private Path folder;

  private CliRun criticality(String... more) {
    List<String> command =
        CliRun.onShapes("criticality", SmallNetwork.in(folder.resolve("net")), "--images", "20");
    command.addAll(List.of("--trials", "2", "--layers", "layer3*", "--accept-baseline"));
    command.addAll(List.of(more));
    return CliRun.of(command);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static MlflowStandIn broken() throws IOException {
    return new MlflowStandIn(
        (exchange, endpoint, request) -> {
          MlflowStandIn.answer(exchange, 404, "text/html", "<html>nothing here</html>");
          return true;
        });
  }

  @Test
  void aCriticalityRunGoesToBothTrackers() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn()) {
      String[] options = {
        "--run", path("run"), "--mlflow", server.address(), "--tensorboard", path("board")
      };
      CliRun run = criticality(options).assertDone();
      assertThat(run.err())
          .contains("MLflow has 1 run in experiment stratigraph at " + server.address());
      MlflowStandIn.Run kept = server.runs.values().iterator().next();
      var result = RunDirectory.readResult(folder.resolve("run"));
      assertThat(kept.status).isEqualTo("FINISHED");
      assertThat(kept.params)
          .containsEntry("trials", "2")
          .containsEntry("images", "20")
          .containsEntry("model_sha256", result.model().sha256());
      assertThat(kept.tags).containsEntry("stratigraph", Version.number());
      for (int i = 0; i < result.layers().size(); i++) {
        var layer = result.layers().get(i);
        assertThat(kept.metrics.get("depth/criticality").get(i))
            .containsExactly(i, layer.criticality());
        assertThat(kept.metrics.get("criticality/" + layer.layer()).get(0))
            .containsExactly(0, layer.criticality());
      }
      try (Stream<Path> files = Files.walk(folder.resolve("board"))) {
        assertThat(files.filter(file -> file.toString().contains("tfevents"))).hasSize(1);
      }
      // The same command does not send it again.
      assertThat(criticality(options).assertDone().err()).contains(", 1 of them from before");
      assertThat(server.runs).hasSize(1);
    }
  }

  @Test
  void aServerThatFailsCostsNoMeasurement() throws IOException {
    try (MlflowStandIn server = broken()) {
      CliRun run =
          criticality("--run", path("run"), "--json", path("r.json"), "--mlflow", server.address());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).contains("layer3");
      assertThat(run.err())
          .contains(
              "MLflow gets nothing yet: " + server.address() + " does not answer as an MLflow")
          .containsPattern("stratigraph: MLflow did not get 1 run: .* kept in .*run; give the same")
          .doesNotContain("\tat ", "Exception");
      assertThat(folder.resolve("r.json")).isNotEmptyFile();
      assertThat(RunDirectory.readResult(folder.resolve("run")).layers()).isNotEmpty();
    }
    try (MlflowStandIn mended = new MlflowStandIn()) {
      CliRun again = criticality("--run", path("run"), "--mlflow", mended.address()).assertDone();
      assertThat(again.err()).contains("which holds").contains("MLflow has 1 run");
    }
  }

  private CliRun study(String... more) throws IOException {
    Path network = SmallNetwork.in(folder);
    Files.copy(network, folder.resolve("other.onnx"));
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        name: two
        networks:
          - {id: first, file: demo-network.onnx, category: baseline, tags: {eps: 2}}
          - {id: second, file: other.onnx}
        data: {path: builtin:shapes, images: 20, preprocess: shapes}
        protocol: {trials: 2, layers: ["layer3*"], accept-baseline: true}
        """);
    return again(more);
  }

  private CliRun again(String... more) {
    List<String> arguments = new ArrayList<>(List.of("study", path("study.yaml")));
    arguments.addAll(List.of("--run", path("out")));
    arguments.addAll(List.of(more));
    return CliRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aStudyThatMlflowMissedIsSentByTheSameCommand() throws IOException {
    try (MlflowStandIn server = broken()) {
      CliRun run = study("--mlflow", server.address());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("Plan of two", "2 networks, about ", "Measured 2 of 2 networks.");
      assertThat(run.err())
          .containsOnlyOnce("MLflow gets nothing yet")
          .contains("MLflow did not get 2 runs");
    }
    try (MlflowStandIn server = new MlflowStandIn()) {
      CliRun run = again("--mlflow", server.address(), "--mlflow-experiment", "mine").assertDone();
      assertThat(run.out()).contains("measured already");
      assertThat(run.err()).contains("MLflow has 2 runs in experiment mine");
      assertThat(server.experiments).containsValue("mine");
      assertThat(server.runs.values().stream().map(kept -> kept.name))
          .containsExactly("first", "second");
      MlflowStandIn.Run first = server.runs.values().iterator().next();
      assertThat(first.params).containsEntry("category", "baseline").containsEntry("eps", "2");
      assertThat(first.tags).containsEntry("study", "two");
      // So does the command for finished runs, and to files.
      CliRun.of("summary", path("out"), "--tensorboard", path("board")).assertDone();
      assertThat(folder.resolve("board/first")).isNotEmptyDirectory();
      assertThat(folder.resolve("board/second")).isNotEmptyDirectory();
      CliRun summary = CliRun.of("summary", path("out"), "--mlflow", server.address()).assertDone();
      assertThat(summary.err()).contains("MLflow has 2 runs in experiment stratigraph");
    }
  }

  @Test
  void aFolderThatCannotBeMadeCostsNoMeasurement() throws IOException {
    Files.createDirectory(folder.resolve("board"));
    Files.writeString(folder.resolve("board/first"), "a file in the way");
    CliRun run = study("--tensorboard", path("board"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("Measured 2 of 2 networks.");
    assertThat(run.err()).contains("TensorBoard did not get first: --tensorboard: ");
    assertThat(folder.resolve("board/second")).isNotEmptyDirectory();
  }

  @Test
  void wrongUseIsOneSentenceBeforeAnythingIsDone() throws IOException {
    criticality("--mlflow", "mlruns")
        .assertUnusable("--mlflow \"mlruns\"", "http://localhost:5000");
    criticality("--mlflow", "http://me:secret@host").assertUnusable("MLFLOW_TRACKING_PASSWORD");
    criticality("--mlflow-experiment", "x").assertUnusable("--mlflow-experiment", "--mlflow URI");
    Path file = Files.writeString(folder.resolve("file"), "");
    criticality("--tensorboard", file.toString()).assertUnusable("is not a folder");
  }

  @Test
  void everyCommandOfThePageIsOne() throws IOException {
    List<String> commands = PageCommands.of("trackers.md");
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      Main.parse(PageCommands.words(command));
    }
  }

  @Test
  void theKeyIsThatOfMlflowsOwnClients() {
    assertThat(TrackingOptions.authorization(Map.of())).isEmpty();
    assertThat(TrackingOptions.authorization(Map.of("MLFLOW_TRACKING_TOKEN", "abc")))
        .contains("Bearer abc");
    // RFC 7617, section 2.
    assertThat(
            TrackingOptions.authorization(
                Map.of(
                    "MLFLOW_TRACKING_USERNAME",
                    "Aladdin",
                    "MLFLOW_TRACKING_PASSWORD",
                    "open sesame")))
        .contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThatThrownBy(
            () -> TrackingOptions.authorization(Map.of("MLFLOW_TRACKING_TOKEN", "a\nHost: b")))
        .isInstanceOf(UnusableInputException.class);
  }
}
