package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties of the criticality command that a small trained network can show. */
class CriticalityCommandTest {
  @TempDir private static Path folder;

  private static Path network() {
    return SmallNetwork.in(folder.resolve("network"));
  }

  private JsonNode measure(String... options) throws Exception {
    Path json = Files.createTempFile(folder, "result", ".json");
    List<String> command =
        CliRun.onShapes("criticality", network(), "--images", "150", "--json", json.toString());
    command.addAll(List.of(options));
    CliRun.of(command).assertDone();
    return new ObjectMapper().readTree(json.toFile());
  }

  @Test
  void leavesAResultForEachLayer() throws Exception {
    JsonNode result = measure("--trials", "2");
    assertThat(result.get("format").asText()).isEqualTo("stratigraph.criticality/1");
    assertThat(result.get("layers")).hasSize(22);
    assertThat(result.get("measurements")).hasSize(44);
    assertThat(result.at("/model/parameters").asLong()).isEqualTo(68_786); // as PyTorch counts them
    // The network was trained to more than 90 %.
    assertThat(result.at("/original/top1").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void everyResetChangesThePredictionsOfEveryLayer() throws Exception {
    for (String reset : new String[] {"random", "zero", "shuffle", "gaussian"}) {
      JsonNode result = measure("--reset", reset, "--trials", "1");
      assertThat(StreamSupport.stream(result.get("layers").spliterator(), false))
          .as(reset)
          .hasSize(22)
          .allSatisfy(
              layer -> assertThat(layer.get("criticality").asDouble()).isBetween(1e-4, 1.0));
    }
  }

  @Test
  void aResetToTheNetworkItselfChangesNothing() throws Exception {
    JsonNode result = measure("--reset", "from:" + network());
    assertThat(result.get("layers"))
        .allSatisfy(layer -> assertThat(layer.get("criticality").asDouble()).isBetween(0.0, 1e-6));
  }

  @Test
  void thePlainWayGivesTheSame() throws Exception {
    JsonNode fast = measure("--trials", "2");
    JsonNode plain = measure("--trials", "2", "--plain", "--threads", "1", "--memory", "1200m");
    assertThat(fast.get("measurements")).hasSize(44);
    for (int i = 0; i < 44; i++) {
      JsonNode a = fast.get("measurements").get(i);
      JsonNode b = plain.get("measurements").get(i);
      assertThat(b.get("layer")).isEqualTo(a.get("layer"));
      for (String name : new String[] {"cosine", "l1", "l2", "loss"}) {
        assertThat(b.get(name).asDouble())
            .as(name + " of " + a)
            .isCloseTo(a.get(name).asDouble(), within(1e-5));
      }
    }
  }

  @Test
  void layersAndKindsSelect() throws Exception {
    assertThat(
            measure("--trials", "1", "--layers", "layer3.*", "--layers", "!*.conv1").get("layers"))
        .extracting(layer -> layer.get("layer").asText())
        .containsExactlyInAnyOrder(
            "layer3.0.shortcut.0", "layer3.0.conv2", "layer3.1.conv2", "layer3.2.conv2");
    assertThat(measure("--trials", "1", "--kinds", "linear").get("layers")).hasSize(1);
    assertThat(measure("--trials", "1", "--kinds", "norm").get("layers")).hasSize(21);
  }

  @Test
  void aDryRunMeasuresNothing() {
    Path json = folder.resolve("dry.json");
    CliRun run =
        CliRun.of(CliRun.onShapes("criticality", network(), "--dry-run", "--json", json.toString()))
            .assertDone();
    assertThat(run.out()).contains("Plan", "22 (21 conv, 1 linear)", "memory", "time");
    assertThat(json).doesNotExist();
  }

  @Test
  void aRunDirectoryIsGoneOnWith() throws Exception {
    Path run = folder.resolve("run");
    JsonNode first = measure("--trials", "2", "--run", run.toString());
    JsonNode more = measure("--trials", "3", "--run", run.toString());
    JsonNode whole = measure("--trials", "3");
    assertThat(more.get("measurements")).isEqualTo(whole.get("measurements"));
    assertThat(more.get("layers")).isEqualTo(whole.get("layers"));
    assertThat(first.get("measurements")).hasSize(44);
  }

  @Test
  void aRunDirectoryOfAnotherRunIsRefused() throws Exception {
    Path run = folder.resolve("other run");
    measure("--trials", "1", "--run", run.toString());
    List<String> command = CliRun.onShapes("criticality", network(), "--images", "150");
    command.addAll(List.of("--trials", "1", "--run", run.toString(), "--seed", "1"));
    CliRun result = CliRun.of(command);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err().lines().filter(l -> l.startsWith("stratigraph:")))
        .singleElement()
        .asString()
        .contains("seed");
  }

  @Test
  void aNetworkThatPredictsAtChanceIsRefusedUntilAccepted() {
    String[] command = {
      "criticality",
      network().toString(),
      "--data",
      "builtin:shapes",
      "--mean",
      "9,9,9",
      "--std",
      "0.001,0.001,0.001",
      "--images",
      "100",
      "--trials",
      "1",
      "--kinds",
      "linear"
    };
    CliRun refused = CliRun.of(command);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("--accept-baseline");
    String[] accepting = Arrays.copyOf(command, command.length + 1);
    accepting[command.length] = "--accept-baseline";
    CliRun.of(accepting).assertDone();
  }

  @Test
  void inspectListsLayers() throws Exception {
    Path json = folder.resolve("inspect.json");
    CliRun run = CliRun.of("inspect", network().toString(), "--json", json.toString()).assertDone();
    assertThat(run.out()).contains("input images: FLOAT32 ? x 3 x 32 x 32", "layer3.2.conv2");
    JsonNode document = new ObjectMapper().readTree(json.toFile());
    assertThat(document.get("format").asText()).isEqualTo("stratigraph.inspect/1");
    assertThat(document.at("/inputs/0/shape").toString()).isEqualTo("[null,3,32,32]");
    JsonNode first = document.at("/layers/0");
    assertThat(first.get("layer").asText()).isEqualTo("conv1");
    // By hand: 8 x 3 x 3 x 3 weights, each used once for each of 32 x 32 positions.
    assertThat(first.get("parameters").asLong()).isEqualTo(216);
    assertThat(first.get("multiply_adds").asLong()).isEqualTo(221_184);
    assertThat(first.get("output_shape").toString()).isEqualTo("[null,8,32,32]");
  }

  @Test
  void theShapesCanBeReadBack() throws Exception {
    Path shapes = folder.resolve("shapes");
    CliRun.of("shapes", "--images", "300", "--out", shapes.toString()).assertDone();
    assertThat(Files.size(shapes.resolve("images.npy"))).isEqualTo(128 + 300 * 32 * 32 * 3);
    CliRun run =
        CliRun.of(
                "criticality",
                network().toString(),
                "--data",
                shapes.toString(),
                "--preprocess",
                "shapes",
                "--trials",
                "1",
                "--kinds",
                "linear")
            .assertDone();
    assertThat(run.out()).contains("300 images").containsPattern("top-1 9\\d\\.\\d %");
  }

  @Test
  void filesDoNotDependOnTheLocale() throws Exception {
    Locale before = Locale.getDefault();
    JsonNode here = measure("--trials", "1", "--kinds", "linear");
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      JsonNode there = measure("--trials", "1", "--kinds", "linear");
      assertThat(there.get("layers")).isEqualTo(here.get("layers"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
