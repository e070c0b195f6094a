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
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictsCommandTest {
  @TempDir private static Path folder;
  private static Path network;

  @BeforeAll
  static void network() {
    network = SmallNetwork.in(folder.resolve("demo"));
  }

  private static CliRun conflicts(String... options) {
    List<String> all = new ArrayList<>(List.of("conflicts"));
    all.addAll(List.of(options));
    return CliRun.of(all.toArray(String[]::new));
  }

  private static CliRun ofNetwork(String... more) {
    List<String> all = new ArrayList<>(List.of(network.toString(), "--data", "builtin:shapes"));
    all.addAll(List.of("--preprocess", "shapes", "--learning-rate", "1e-3", "--batch", "64"));
    all.addAll(List.of(more));
    return conflicts(all.toArray(String[]::new));
  }

  private static CliRun ofArray(Path activations, Path labels, String... more) {
    List<String> all = new ArrayList<>(List.of("--activations", activations.toString()));
    all.addAll(List.of("--labels", labels.toString(), "--learning-rate", "1e-3", "--batch", "64"));
    all.addAll(List.of(more));
    return conflicts(all.toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  /** A .npy file of version 1.0. */
  private static Path numpy(String name, String type, String shape, ByteBuffer data)
      throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    file.put(data.clear());
    return Files.write(folder.resolve(name), file.array());
  }

  private static Path floats(String name, String shape, float... values) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return numpy(name, "<f4", shape, data);
  }

  private static Path longs(String name, String shape, long... values) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return numpy(name, "<i8", shape, data);
  }

  /** The values and tolerances of the development data's {@code golden/bundles-fnn}. */
  @Tag("shared")
  @ParameterizedTest
  @ValueSource(strings = {"w10", "w25"})
  void golden(String width) throws IOException {
    Path golden = Shared.path("golden/bundles-fnn");
    List<String[]> expected =
        Files.readAllLines(golden.resolve("expected.csv")).stream()
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[0].equals(width))
            .toList();
    Path out = folder.resolve(width + ".json");
    ofArray(
            golden.resolve("activations-" + width + ".npy"),
            golden.resolve("labels.npy"),
            "--weight-amplitude",
            expected.get(0)[2],
            "--json",
            out.toString())
        .assertDone();
    JsonNode result = json(out);
    assertThat(result.get("format").asText()).isEqualTo("stratigraph.conflicts/1");
    assertThat(result.get("layers")).hasSize(50);
    for (int layer = 0; layer < 50; layer++) {
      JsonNode found = result.at("/layers/" + layer);
      String[] cells = expected.get(layer);
      assertThat(found.get("layer").asText()).isEqualTo(cells[1]);
      assertThat(found.get("bundles").asInt()).isEqualTo(Integer.parseInt(cells[6]));
      assertThat(found.get("entropy").asDouble())
          .isCloseTo(Double.parseDouble(cells[7]), within(1e-4));
      assertThat(found.get("conflicting").asBoolean()).isEqualTo(!cells[7].equals("0.0"));
    }
  }

  /** Two layers by hand: the first keeps two samples apart that the second does not. */
  @Test
  void tableAndCsvOfAnArray() throws IOException {
    Path acts = floats("two.npy", "2, 3, 1", 0, 1, 2, 5, 5, 2);
    Path labels = longs("two-labels.npy", "3,", 0, 1, 1);
    Path csv = folder.resolve("two.csv");
    CliRun run = ofArray(acts, labels, "--weight-amplitude", "1.3", "--csv", csv.toString());
    assertThat(run.assertDone().out())
        .contains("1 of 2 layers are conflicting on 3 samples; the first is 1.");
    // 2/3 of the samples in a bundle with p = 1/2 twice.
    double entropy = -2.0 / 3 * Math.log(0.5 + 1e-5);
    assertThat(Files.readAllLines(csv))
        .containsExactly(
            "checkpoint,layer,bundles,entropy,conflicting,samples,largest,mixed,undefined,"
                + "weight_amplitude",
            acts + ",0,3,0.0,false,3,1,0,0,1.3",
            acts + ",1,2," + entropy + ",true,3,2,1,0,1.3");
  }

  @Test
  void oneLayerWithoutAnAxisForIt() throws IOException {
    Path acts = floats("one.npy", "2, 2", 1, 2, 1, 2);
    CliRun run = ofArray(acts, longs("l2.npy", "2,", 0, 1), "--weight-amplitude", "1");
    assertThat(run.assertDone().out()).contains("1 of 1 layers are conflicting on 2 samples");
  }

  @Test
  void aNetworkAndTheIntegralOverItsCheckpoints() throws IOException {
    Path single = folder.resolve("single.json");
    ofNetwork("--json", single.toString()).assertDone();
    JsonNode one = json(single);
    assertThat(one.at("/settings/samples").asInt()).isEqualTo(64);
    assertThat(one.at("/settings/weight_amplitude").asText()).isEqualTo("model");
    assertThat(one.get("layers").size()).isGreaterThan(1);
    Path both = folder.resolve("both.json");
    // The same network twice: every mean over training is the value itself.
    CliRun run = ofNetwork(network.toString(), "--json", both.toString()).assertDone();
    assertThat(run.out()).contains("over training");
    JsonNode two = json(both);
    assertThat(two.get("checkpoints")).hasSize(2);
    assertThat(two.get("layers")).isEqualTo(one.get("layers"));
    for (int i = 0; i < one.get("layers").size(); i++) {
      assertThat(two.at("/integral/" + i + "/entropy").asDouble())
          .isEqualTo(one.at("/layers/" + i + "/entropy").asDouble());
    }
  }

  /** With a huge learning rate nothing is rounded away, with a tiny one everything is. */
  @Test
  void theLearningRateIsTheScale() throws IOException {
    Path out = folder.resolve("scale.json");
    String images = "builtin:shapes";
    String[] common = {
      network.toString(),
      "--data",
      images,
      "--preprocess",
      "shapes",
      "--batch",
      "64",
      "--json",
      out.toString(),
      "--learning-rate"
    };
    conflicts(with(common, "1e6")).assertDone();
    json(out).get("layers").forEach(l -> assertThat(l.get("entropy").asDouble()).isZero());
    conflicts(with(common, "1e-30")).assertDone();
    json(out).get("layers").forEach(l -> assertThat(l.get("bundles").asInt()).isEqualTo(1));
  }

  private static String[] with(String[] first, String last) {
    List<String> all = new ArrayList<>(List.of(first));
    all.add(last);
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "--weight-amplitude, big, layer-mean",
    "--weight-amplitude, -1, from 0",
    "--weight-amplitude, 1.2.3, not a number",
    "--equal-share, 0, above 0",
    "--precision, float8, float16",
    "--bundles, all, overlapping",
    "--at, stages, blocks",
    "--layers, nothing.*, nothing.*",
    "--samples, 0, at least 1",
    "--threads, 0, 1 to 1024",
  })
  void optionsOutOfRange(String option, String value, String text) {
    ofNetwork(option, value).assertUnusable(text);
  }

  @Test
  void whatIsMissing() {
    conflicts("--learning-rate", "1e-3", "--batch", "64").assertUnusable("FILE", "--activations");
    conflicts(network.toString(), "--data", "builtin:shapes", "--batch", "64")
        .assertUnusable("--learning-rate");
    conflicts(network.toString(), "--learning-rate", "1e-3", "--batch", "64")
        .assertUnusable("--data");
  }

  @ParameterizedTest
  @CsvSource({"0", "-0.1", "NaN", "much"})
  void learningRatesThatNobodyTrainsWith(String rate) throws IOException {
    Path acts = floats("lr.npy", "1, 1", 1);
    conflicts(
            "--activations",
            acts.toString(),
            "--labels",
            longs("lr-l.npy", "1,", 0).toString(),
            "--weight-amplitude",
            "1",
            "--batch",
            "64",
            "--learning-rate",
            rate)
        .assertUnusable(rate.equals("much") ? "--learning-rate" : "learning rate");
  }

  @Test
  void arraysThatDoNotFit() throws IOException {
    Path acts = floats("fit.npy", "2, 2", 1, 2, 3, 4);
    Path labels = longs("fit-l.npy", "2,", 0, 1);
    ofArray(acts, longs("three.npy", "3,", 0, 1, 2), "--weight-amplitude", "1")
        .assertUnusable("2 samples", "3 labels");
    ofArray(acts, longs("minus.npy", "2,", 0, -1), "--weight-amplitude", "1")
        .assertUnusable("minus.npy", "sample 1", "-1");
    ofArray(acts, floats("real.npy", "2,", 0, 1), "--weight-amplitude", "1")
        .assertUnusable("real.npy", "integer");
    ofArray(longs("ints.npy", "2, 2", 1, 2, 3, 4), labels, "--weight-amplitude", "1")
        .assertUnusable("ints.npy", "real numbers");
    ofArray(floats("flat.npy", "4,", 1, 2, 3, 4), labels, "--weight-amplitude", "1")
        .assertUnusable("flat.npy", "layer x sample x unit");
    ofArray(acts, labels).assertUnusable("--weight-amplitude");
    ofArray(folder.resolve("none.npy"), labels, "--weight-amplitude", "1")
        .assertUnusable("none.npy");
    conflicts(
            "--activations",
            acts.toString(),
            "--weight-amplitude",
            "1",
            "--learning-rate",
            "1",
            "--batch",
            "1")
        .assertUnusable("--labels");
  }
}
