package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The results of the criticality paper's own code (PyTorch 1.13) on three networks, through the
 * command line. The values and the tolerances are those of the development data's {@code
 * golden/README.md}: JPEG decoders and convolution kernels differ.
 */
@Tag("shared")
class GoldenTest {
  private static final double DISTANCE = 1e-3;
  private static final double RELATIVE_LOSS = 1e-3;

  @TempDir private Path folder;

  @Test
  void resnet20OnCifar10() throws IOException {
    Path golden = Shared.path("golden/resnet20-cifar10");
    compare(
        golden,
        List.of(
            Shared.path("data/models/cifar10-resnet20-12fca82f.th").toString(),
            "--arch",
            "resnet20-cifar",
            "--data",
            Shared.path("data/cifar10-jpeg-test.tar.gz").toString(),
            "--preprocess",
            "cifar10-imagenet-stats",
            "--reset",
            "from:" + golden.resolve("random-0.pth") + "," + golden.resolve("random-1.pth")));
  }

  @Test
  void squeezenetOnImagenet() throws IOException {
    Path golden = Shared.path("golden/squeezenet1_1-imagenet");
    compare(
        golden,
        List.of(
            Shared.path("data/models/imagenet-squeezenet1_1.onnx").toString(),
            "--data",
            Shared.path("data/imagenet-val-1300.tar").toString(),
            "--preprocess",
            "imagenet-224",
            "--reset",
            "from:" + golden.resolve("random-0.pth")));
  }

  @Test
  void mobilenetOnImagenet() throws IOException {
    Path golden = Shared.path("golden/mobilenet_v1_075-imagenet");
    compare(
        golden,
        List.of(
            Shared.path("data/models/imagenet-mobilenet_v1_075.onnx").toString(),
            "--data",
            Shared.path("data/imagenet-val-1300.tar").toString(),
            "--preprocess",
            "imagenet-half-224",
            "--reset",
            "from:" + golden.resolve("random-0.pth")));
  }

  private void compare(Path golden, List<String> options) throws IOException {
    Path json = folder.resolve("out.json");
    List<String> arguments = new ArrayList<>(List.of("criticality"));
    arguments.addAll(options);
    arguments.addAll(List.of("--list", golden.resolve("images.txt").toString()));
    arguments.addAll(List.of("--json", json.toString(), "--memory", "2g"));
    CliRun.of(arguments.toArray(String[]::new)).assertDone();
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    int images = Files.readAllLines(golden.resolve("images.txt")).size();
    assertThat(result.at("/data/images").asInt()).isEqualTo(images);
    Map<String, JsonNode> measured = new HashMap<>();
    result
        .get("measurements")
        .forEach(m -> measured.put(m.get("layer").asText() + "," + m.get("trial"), m));
    List<String> expected = Files.readAllLines(golden.resolve("expected.csv"));
    assertThat(expected.get(0)).isEqualTo("layer,trial,top1,top5,loss,cos,l1,l2");
    assertThat(measured).hasSize(expected.size() - 2);
    SoftAssertions softly = new SoftAssertions();
    for (String line : expected.subList(1, expected.size())) {
      String[] cells = line.split(",", -1);
      boolean original = cells[0].equals("original");
      JsonNode m = original ? result.get("original") : measured.get(cells[0] + "," + cells[1]);
      if (m == null) {
        softly.fail("not measured: " + line);
        continue;
      }
      double oneImage = 1.0 / images + 1e-6;
      softly
          .assertThat(m.get("top1").asDouble())
          .as(line)
          .isCloseTo(percent(cells[2]), within(oneImage));
      softly
          .assertThat(m.get("top5").asDouble())
          .as(line)
          .isCloseTo(percent(cells[3]), within(oneImage));
      double loss = Double.parseDouble(cells[4]);
      softly
          .assertThat(m.get("loss").asDouble())
          .as(line)
          .isCloseTo(loss, within(RELATIVE_LOSS * loss));
      if (!original) {
        String[] names = {"cosine", "l1", "l2"};
        for (int i = 0; i < names.length; i++) {
          double value = Double.parseDouble(cells[5 + i]);
          softly
              .assertThat(m.get(names[i]).asDouble())
              .as(names[i] + " of " + line)
              .isCloseTo(value, within(DISTANCE));
        }
      }
    }
    softly.assertAll();
  }

  private static double percent(String cell) {
    return Double.parseDouble(cell) / 100;
  }
}
