package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.graph.Value;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** The lesion and prune commands on the demo's network. */
class RemovalCommandsTest {
  @TempDir private static Path folder;
  private static Path network;

  @BeforeAll
  static void network() {
    network = SmallNetwork.in(folder.resolve("demo"));
  }

  private static CliRun run(String command, Path file, String... more) {
    List<String> all = CliRun.onShapes(command, file, "--images", "120");
    all.addAll(List.of(more));
    return CliRun.of(all);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void lesionMeasuresEachBlockAndDrawsOfMany() throws IOException {
    Path json = folder.resolve("lesion.json");
    Path csv = folder.resolve("lesion.csv");
    CliRun run =
        run("lesion", network, "--draws", "4", "--json", json.toString(), "--csv", csv.toString())
            .assertDone();
    JsonNode result = json(json);
    int blocks = result.get("blocks").size();
    assertThat(blocks).isPositive();
    assertThat(result.get("format").asText()).isEqualTo("stratigraph.lesion/1");
    assertThat(Files.readAllLines(csv)).hasSize(1 + result.get("draws").size());
    assertThat(run.out()).contains("layer", "removed", "Untouched network on 120 images");
    Path page = folder.resolve("lesion.html");
    CliRun.of("report", json.toString(), "--out", page.toString()).assertDone();
    assertThat(Files.readString(page))
        .contains("<h1><bdi>lesion</bdi></h1>", "<p class=\"under\">1 lesion study</p>")
        .contains("lesion: each block removed alone", "Mean accuracy over draws")
        .contains(json(json).at("/blocks/0/block").asText())
        .doesNotContain("No criticality");
    // A draw of a single block is that block alone; a mean is that of its draws.
    double[] sums = new double[blocks + 1];
    int[] counts = new int[blocks + 1];
    for (JsonNode draw : result.get("draws")) {
      int removed = draw.get("removed").asInt();
      assertThat(draw.get("blocks")).hasSize(removed);
      sums[removed] += draw.get("top1").asDouble();
      counts[removed]++;
      for (JsonNode block : result.get("blocks")) {
        if (removed == 1 && draw.at("/blocks/0").equals(block.get("block"))) {
          assertThat(draw.get("top1")).isEqualTo(block.get("top1"));
        }
      }
    }
    assertThat(result.get("curves")).hasSize(blocks);
    for (JsonNode point : result.get("curves")) {
      int removed = point.get("removed").asInt();
      assertThat(point.get("draws").asInt()).isEqualTo(counts[removed]);
      assertThat(point.get("mean").asDouble())
          .isCloseTo(sums[removed] / counts[removed], within(1e-12));
    }
  }

  @Test
  void lesionGoesOnInItsRunDirectory() throws IOException {
    Path run = folder.resolve("lesion run");
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    CliRun once =
        run("lesion", network, "--most", "1", "--run", run.toString(), "--json", first.toString())
            .assertDone();
    assertThat(isFinished(run)).isTrue();
    CliRun again =
        run("lesion", network, "--most", "1", "--run", run.toString(), "--json", second.toString())
            .assertDone();
    assertThat(again.err()).contains("Going on with");
    assertThat(again.out()).isEqualTo(once.out());
    assertThat(isFinished(run)).isTrue();
    assertThat(json(second).get("draws")).isEqualTo(json(first).get("draws"));
    CliRun.of(CliRun.onShapes("criticality", network, "--run", run.toString()))
        .assertUnusable("lesion", "criticality");
  }

  private static boolean isFinished(Path run) {
    RunIdentity stored = RunDirectory.peek(run).orElseThrow();
    try (RunDirectory directory = RunDirectory.open(run, stored)) {
      return directory.finished();
    }
  }

  /**
   * With a tiny learning rate no activation makes a difference, so every block is conflicting; with
   * a huge one every activation does. Either way there is one group only.
   */
  @Test
  void theLearningRateDecidesWhichBlocksAreConflicting() throws IOException {
    Path json = folder.resolve("conflicts.json");
    run("lesion", network, "--most", "1", "--learning-rate", "1e-12", "--json", json.toString())
        .assertDone();
    for (JsonNode block : json(json).get("blocks")) {
      assertThat(block.get("conflicting").asBoolean()).isTrue();
    }
    assertThat(json(json).at("/curves/0/group").asText()).isEqualTo("all");
    run("lesion", network, "--most", "1", "--learning-rate", "10", "--json", json.toString())
        .assertDone();
    assertThat(json(json).get("curves")).hasSize(1);
    assertThat(json(json).at("/protocol/conflicts").asText()).contains("learning rate 10");
    for (JsonNode block : json(json).get("blocks")) {
      assertThat(block.get("entropy").asDouble()).isZero();
    }
  }

  @Test
  void thePlainWayGivesTheSame() throws IOException {
    Path fast = folder.resolve("fast.json");
    Path plain = folder.resolve("plain.json");
    run("lesion", network, "--most", "2", "--json", fast.toString()).assertDone();
    run("lesion", network, "--most", "2", "--plain", "--json", plain.toString()).assertDone();
    JsonNode draws = json(fast).get("draws");
    assertThat(draws.size()).isPositive();
    for (int i = 0; i < draws.size(); i++) {
      assertThat(draws.get(i).get("cosine").asDouble())
          .isCloseTo(json(plain).at("/draws/" + i + "/cosine").asDouble(), within(1e-5));
    }
  }

  @Test
  void prunedFilesAreNetworks() throws IOException {
    Path small = folder.resolve("small.onnx");
    Path json = folder.resolve("prune.json");
    Files.writeString(small, "an older file");
    CliRun run =
        run(
                "prune",
                network,
                "--max-drop",
                "20",
                "--out",
                small.toString(),
                "--json",
                json.toString())
            .assertDone();
    JsonNode result = json(json);
    assertThat(run.out()).contains("parameters", "multiply-adds", "time an image");
    assertThat(result.get("removed").size()).isPositive();
    assertThat(result.at("/before/score").asDouble() - result.at("/after/score").asDouble())
        .isLessThanOrEqualTo(0.2 + 1e-12);
    assertThat(result.at("/after/bytes").asLong()).isEqualTo(Files.size(small));
    assertThat(result.at("/after/parameters").asLong())
        .isLessThan(result.at("/before/parameters").asLong());
    // What the file predicts, measured by another command.
    Path measured = folder.resolve("measured.json");
    run("criticality", small, "--trials", "1", "--layers", "conv1", "--json", measured.toString())
        .assertDone();
    assertThat(json(measured).at("/original/top1").asDouble())
        .isCloseTo(result.at("/after/score").asDouble(), within(1e-9));
  }

  @Test
  void theSameSeedPrunesTheSame() throws IOException {
    Path one = folder.resolve("one.onnx");
    Path two = folder.resolve("two.onnx");
    run("prune", network, "--max-drop", "20", "--out", one.toString(), "--threads", "1");
    run("prune", network, "--max-drop", "20", "--out", two.toString(), "--threads", "2");
    assertThat(two).exists().hasSameBinaryContentAs(one);
  }

  @ParameterizedTest
  @CsvSource({
    "--max-drop, -1, 0 to 100",
    "--max-drop, 101, 0 to 100",
    "--max-drop, NaN, 0 to 100",
    "--max-drop, one, --max-drop",
    "--by, luck, criticality",
    "--threads, 0, 1 to 1024",
    "--images, 19, at least 20",
  })
  void pruneOptionsOutOfRange(String option, String value, String text) {
    List<String> options =
        CliRun.onShapes("prune", network, "--out", folder.resolve("none.onnx").toString());
    if (!option.equals("--max-drop")) {
      options.addAll(List.of("--max-drop", "1"));
    }
    options.addAll(List.of(option, value));
    CliRun.of(options).assertUnusable(text);
    assertThat(folder.resolve("none.onnx")).doesNotExist();
  }

  @Test
  void prunedFilesNeedAPlaceOfTheirOwn() {
    run("prune", network, "--max-drop", "1", "--out", network.toString())
        .assertUnusable("the network itself");
    run("prune", network, "--max-drop", "1", "--out", folder.toString()).assertUnusable("folder");
    run("prune", network, "--max-drop", "1", "--out", folder.resolve("no/where.onnx").toString())
        .assertUnusable("does not exist");
    run("prune", network, "--max-drop", "1").assertUnusable("--out");
    run("prune", network, "--out", folder.resolve("x.onnx").toString())
        .assertUnusable("--max-drop");
  }

  @ParameterizedTest
  @CsvSource({
    "--draws, 0, 1 to",
    "--most, 0, at least 1",
    "--draws, many, many",
    "--samples, 0, at least 1",
    "--learning-rate, -1, above 0",
    "--batch, 0, at least 1",
    "--training-data, nowhere, nowhere",
  })
  void lesionOptionsOutOfRange(String option, String value, String text) {
    run("lesion", network, option, value).assertUnusable(text);
  }

  @Test
  void aNetworkWithoutPartsToRemoveIsRefused() {
    GraphBuilder builder = GraphBuilder.named("plain").input(Value.of("x", -1, 3, 32, 32));
    String pooled = builder.node("GlobalAveragePool", "pool", List.of("x"), Map.of());
    String flat = builder.node("Flatten", "flatten", List.of(pooled), Map.of());
    String weight = builder.initialiser("fc.weight", Tensor.of(Shape.of(3, 10), new float[30]));
    builder.output(Value.of(builder.node("MatMul", "fc", List.of(flat, weight), Map.of()), -1, 10));
    Path plain = folder.resolve("plain.onnx");
    OnnxFile.write(builder.build(), plain);
    run("lesion", plain).assertUnusable("no residual block");
    Path out = folder.resolve("never.onnx");
    run("prune", plain, "--max-drop", "1", "--out", out.toString())
        .assertUnusable("nothing that could be taken out");
    assertThat(out).doesNotExist();
  }

  /** Every part of this small network costs at least three points (two of 60 images). */
  @Test
  void nothingToRemoveWritesNothing() {
    Path out = folder.resolve("nothing.onnx");
    CliRun run = run("prune", network, "--max-drop", "1", "--out", out.toString());
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("Nothing can be removed", "1.00 points");
    assertThat(out).doesNotExist();
  }
}
