package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layers of real ONNX files against those that the reference measurements name. */
@Tag("shared")
class GoldenLayersTest {
  @ParameterizedTest
  @CsvSource({
    "imagenet-squeezenet1_1.onnx, squeezenet1_1-imagenet",
    "imagenet-mobilenet_v1_075.onnx, mobilenet_v1_075-imagenet"
  })
  void convolutionsAndLinearLayersAreThoseOfTheReference(String model, String golden)
      throws IOException {
    Path shared = Path.of(System.getProperty("stratigraph.shared", "../shared"));
    Path file = shared.resolve("data/models").resolve(model);
    assumeTrue(Files.exists(file), "skipped: the development data is not beside the checkout");
    List<String> expected =
        Files.readAllLines(shared.resolve("golden").resolve(golden).resolve("expected.csv"))
            .stream()
            .skip(2)
            .map(line -> line.substring(0, line.indexOf(',')))
            .toList();
    List<String> found =
        Layers.of(OnnxFile.read(file)).layers().stream()
            .filter(l -> l.kind() == LayerKind.CONV || l.kind() == LayerKind.LINEAR)
            .map(Layer::name)
            .toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }
}
