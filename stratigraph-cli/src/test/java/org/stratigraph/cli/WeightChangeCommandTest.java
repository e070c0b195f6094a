package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.weightchange.CurveForm;
import org.stratigraph.weightchange.LayerChange;

class WeightChangeCommandTest {
  @TempDir private Path folder;

  /** A checkpoint of one layer {@code fc}: a matrix of two rows, and a bias. */
  private Path checkpoint(String name, float... weights) throws IOException {
    int bytes = 4 * weights.length;
    String header =
        "{\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[2,%d],\"data_offsets\":[0,%d]},"
            + "\"fc.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}";
    byte[] head =
        header
            .formatted(weights.length / 2, bytes, bytes, bytes + 4)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + head.length + bytes + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(head.length).put(head);
    for (float weight : weights) {
      file.putFloat(weight);
    }
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, file.array());
  }

  private static CliRun weightChange(Object... arguments) {
    List<String> all = new ArrayList<>(List.of("weight-change"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return CliRun.of(all.toArray(String[]::new));
  }

  private static JsonNode read(Path json) throws IOException {
    return new ObjectMapper().readTree(json.toFile());
  }

  private JsonNode changes(Object... arguments) throws IOException {
    Path json = folder.resolve("out.json");
    Object[] all = new Object[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--json";
    all[arguments.length + 1] = json;
    weightChange(all).assertDone();
    return read(json).get("changes");
  }

  /**
   * The values and tolerances of the development data's {@code golden/README.md}: the weight-change
   * paper's own code on ten epochs of a training.
   */
  @Test
  @Tag("shared")
  void theGoldenTraining() throws IOException {
    Path golden = Shared.path("golden/weight-change-mnist-resnet");
    List<Object> arguments = new ArrayList<>();
    // As a shell would expand epoch_*.pth, were there a tenth epoch.
    for (int epoch : new int[] {0, 1, 9, 2, 3, 4, 5, 6, 7, 8}) {
      arguments.add(Shared.path("data/checkpoints/mnist-resnet/epoch_" + epoch + ".pth"));
    }
    Map<String, JsonNode> found = new HashMap<>();
    JsonNode changes = changes(arguments.toArray());
    changes.forEach(
        c ->
            found.put(
                c.get("layer").asText() + " " + c.get("from").asText() + " " + c.get("to").asText(),
                c));
    List<String> lines = Files.readAllLines(golden.resolve("expected.csv"));
    assertThat(changes).hasSize(lines.size() - 1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      JsonNode change =
          found.get(cells[0] + " epoch_" + cells[1] + ".pth epoch_" + cells[2] + ".pth");
      assertThat(change).as(line).isNotNull();
      assertThat(change.get("elementwise_mean").asDouble())
          .isCloseTo(Double.parseDouble(cells[3]), Percentage.withPercentage(0.1));
      assertThat(change.get("l1_ratio").asDouble())
          .isCloseTo(Double.parseDouble(cells[4]), Percentage.withPercentage(0.001));
      assertThat(change.get("rotation").asDouble())
          .isCloseTo(Double.parseDouble(cells[5]), within(1e-9));
    }
  }

  @Test
  @Tag("shared")
  void groupsOfTheGoldenTraining() throws IOException {
    Path json = folder.resolve("out.json");
    Path training = Shared.path("data/checkpoints/mnist-resnet");
    CliRun run =
        weightChange(training, "--clusters", "--spectral", "--seed", 3, "--json", json)
            .assertDone();
    JsonNode clusters = read(json).get("clusters");
    assertThat(clusters.get("form").asText()).isEqualTo("elementwise_mean");
    assertThat(clusters.get("members")).hasSize(6);
    assertThat(clusters.get("dropped").get(0).asText()).isEqualTo("conv.weight");
    assertThat(clusters.get("dropped").get(1).asText()).isEqualTo("linear.weight");
    assertThat(run.out()).contains(clusters.get("k") + " groups", "spectral");
    // numpy.linalg.svd of epoch 9's matrix, in float64.
    JsonNode last = read(json).get("changes").get(71);
    assertThat(last.get("layer").asText()).isEqualTo("linear.weight");
    assertThat(last.get("spectral_norm").asDouble()).isCloseTo(2.98461166454259, within(1e-6));
  }

  @Test
  void numbersInNamesAreInOrder() throws IOException {
    Path two = checkpoint("epoch_2.safetensors", 1, 2);
    Path ten = checkpoint("epoch_10.safetensors", 2, 2);
    JsonNode change = changes(ten, two).get(0);
    assertThat(change.get("from").asText()).isEqualTo("epoch_2.safetensors");
    assertThat(change.get("to").asText()).isEqualTo("epoch_10.safetensors");
    assertThat(change.get("l1_ratio").asDouble()).isCloseTo(1.0 / 3, within(1e-15));
    CliRun run = weightChange(ten, two).assertDone();
    assertThat(run.err()).contains("epoch_2.safetensors to epoch_10", "--as-given");
    assertThat(run.out()).contains("33.33 %", "fc.weight").doesNotContain("fc.bias");
    assertThat(weightChange(two, ten).assertDone().err()).isEmpty();
    JsonNode backwards = changes("--as-given", ten, two).get(0);
    assertThat(backwards.get("l1_ratio").asDouble()).isCloseTo(1.0 / 4, within(1e-15));
  }

  @Test
  void otherNamesStayInTheOrderGiven() throws IOException {
    Path last = checkpoint("final.safetensors", 2, 2);
    Path first = checkpoint("start.safetensors", 1, 2);
    assertThat(changes(first, last).get(0).get("to").asText()).isEqualTo("final.safetensors");
    Path same = checkpoint("other/final.safetensors", 4, 2);
    assertThat(changes(last, same).get(0).get("to").asText()).isEqualTo(same.toString());
  }

  @Test
  void aTrainingRunStandsForItsCheckpoints() throws IOException {
    checkpoint("run/checkpoints/epoch-000.safetensors", 1, 2);
    checkpoint("run/checkpoints/epoch-001.safetensors", 2, 2);
    checkpoint("run/checkpoints/epoch-010.safetensors", 2, 4);
    checkpoint("run/checkpoints/state.safetensors", 7, 7, 7, 7);
    Files.writeString(folder.resolve("run/run.txt"), "not a checkpoint");
    JsonNode changes = changes(folder.resolve("run"));
    assertThat(changes).hasSize(2);
    assertThat(changes.get(1).get("to").asText()).isEqualTo("epoch-010.safetensors");
    Files.createDirectory(folder.resolve("nothing"));
    weightChange(folder.resolve("nothing")).assertUnusable("nothing", "without checkpoints");
  }

  @Test
  void onnxModelsAndManyFiles() throws IOException {
    Path network = SmallNetwork.in(folder.resolve("network"));
    Graph graph = OnnxFile.read(network);
    Map<String, Tensor> doubled = new HashMap<>();
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              if (tensor.type().isFloatingPoint()) {
                float[] values = tensor.toFloats();
                for (int i = 0; i < values.length; i++) {
                  values[i] *= 2;
                }
                doubled.put(name, Tensor.of(tensor.shape(), values));
              }
            });
    Path other = folder.resolve("doubled.onnx");
    OnnxFile.write(graph.withInitialisers(doubled), other);
    JsonNode changes = changes(network, other, network, "--threads", 3);
    assertThat(changes).isNotEmpty();
    for (JsonNode change : changes) {
      boolean back = change.get("step").asInt() == 2;
      assertThat(change.get("l1_ratio").asDouble()).isEqualTo(back ? 0.5 : 1);
      assertThat(change.get("rotation").asDouble()).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void whatCannotBeCompared() throws IOException {
    Path good = checkpoint("good.safetensors", 1, 2);
    weightChange(good).assertUnusable("at least two");
    weightChange().assertUnusable("CHECKPOINT");
    weightChange(good, folder.resolve("no.pth")).assertUnusable("no.pth");
    Path wide = checkpoint("wide.safetensors", 1, 2, 3, 4);
    weightChange(good, wide).assertUnusable("wide.safetensors", "fc.weight", "[2, 2]", "[2, 1]");
    Path nan = checkpoint("nan.safetensors", 1, Float.NaN);
    weightChange(good, nan).assertUnusable("nan.safetensors", "fc.weight", "NaN");
    weightChange(good, good, "--layers", "conv*").assertUnusable("conv*", "fc.weight");
    weightChange(good, good, "--threads", "0").assertUnusable("1 to 1024");
    weightChange(good, good, "--form", "l3").assertUnusable("l3", "l1_ratio");
    weightChange(good, good, "--clusters").assertUnusable("three checkpoints");
    Path out = folder.resolve("same");
    weightChange(good, good, "--json", out, "--csv", out).assertUnusable("--csv", "another");
    byte[] whole = Files.readAllBytes(good);
    Path half = folder.resolve("half.safetensors");
    Files.write(half, Arrays.copyOf(whole, whole.length - 6));
    weightChange(good, half).assertUnusable("half.safetensors");
  }

  @Test
  void onlySomeLayers() throws IOException {
    Path a = checkpoint("a.safetensors", 1, 2);
    assertThat(changes(a, a, "--layers", "fc.*")).hasSize(1);
    weightChange(a, a, "--layers", "!fc*").assertUnusable("chosen layers");
  }

  /** By hand: of a highest change of 4, eight bars high, 1 and 2 are two and four bars high. */
  @Test
  void theTrend() {
    List<LayerChange> curve = new ArrayList<>();
    for (double change : new double[] {4, 0, 1, Double.NaN, 2}) {
      curve.add(new LayerChange("a", 1, "", "", 1, change, 0, 0, 0, 0, 0, 0));
    }
    assertThat(WeightChangeText.trend(curve, CurveForm.L1_RATIO, true)).isEqualTo("█▁▂?▄");
    assertThat(WeightChangeText.trend(curve, CurveForm.L1_RATIO, false)).isEqualTo("#_.?-");
    assertThat(WeightChangeText.trend(curve, CurveForm.ELEMENTWISE_MEAN, true)).isEqualTo("▁▁▁▁▁");
  }

  @Test
  void numbersSortAsNumbers() {
    List<String> names = new ArrayList<>(List.of("e10b", "e2b", "e02b", "e1", "x", "e2"));
    names.sort(NaturalOrder.INSTANCE);
    assertThat(names).containsExactly("e1", "e2", "e02b", "e2b", "e10b", "x");
    assertThat(NaturalOrder.isSeries(List.of("a/e1.pth", "a/e10.pth"))).isTrue();
    assertThat(NaturalOrder.isSeries(List.of("a/e1.pth", "b/e10.pth"))).isFalse();
    assertThat(NaturalOrder.isSeries(List.of("final", "final"))).isFalse();
  }
}
