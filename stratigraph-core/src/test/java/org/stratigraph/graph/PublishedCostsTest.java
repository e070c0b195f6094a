package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.tensor.Shape;

/** Multiply-adds of whole networks against published numbers. */
class PublishedCostsTest {
  /** The column "GFLOPS" of torchvision's table of classification weights, to two digits. */
  @ParameterizedTest
  @CsvSource({
    "alexnet, 0.71",
    "vgg16, 15.47",
    "resnet18, 1.81",
    "resnet34, 3.66",
    "resnet50, 4.09",
    "resnet101, 7.80",
    "resnet152, 11.51",
    "wide_resnet50_2, 11.40",
    "resnext50_32x4d, 4.23",
    "densenet121, 2.83",
    "mobilenet_v2, 0.30",
    "squeezenet1_1, 0.35"
  })
  void architecturesCostWhatTorchvisionPublishes(String name, double published) {
    Graph graph = Architectures.named(name).build(1000);
    Costs costs = Costs.of(graph, Shapes.ofOneImage(graph));
    assertThat(costs.uncounted()).isEmpty();
    assertThat(costs.total() / 1e9).isCloseTo(published, within(0.005));
  }

  /** Howard et al. 2017 (arXiv:1704.04861), table 6: 325 million multiply-adds. */
  @Test
  @Tag("shared")
  void mobileNetCostsWhatItsPaperSays() {
    Graph graph = shared("imagenet-mobilenet_v1_075.onnx");
    Costs costs = Costs.of(graph, Shapes.ofOneImage(graph));
    assertThat(costs.uncounted()).isEmpty();
    assertThat(costs.total() / 1e6).isCloseTo(325, within(1.0));
  }

  @Test
  @Tag("shared")
  void squeezeNetCostsWhatTorchvisionPublishes() {
    Graph graph = shared("imagenet-squeezenet1_1.onnx");
    Costs costs = Costs.of(graph, Shapes.ofOneImage(graph));
    assertThat(costs.uncounted()).isEmpty();
    assertThat(costs.total() / 1e9).isCloseTo(0.35, within(0.005));
  }

  @Test
  @Tag("shared")
  void computedPaddingsAreEvaluated() {
    Graph graph = shared("imagenet-mobilenet_v1_075.onnx");
    Shapes shapes = Shapes.ofOneImage(graph);
    for (Node node : graph.nodes()) {
      for (String output : node.outputs()) {
        assertThat(shapes.of(output)).as("%s of %s", output, node).isPresent();
      }
    }
    assertThat(shapes.of(graph.outputs().get(0).name())).contains(Shape.of(1, 1000));
  }

  private static Graph shared(String name) {
    Path file =
        Path.of(System.getProperty("stratigraph.shared", "../shared"), "data", "models", name);
    assumeTrue(Files.exists(file), "skipped: the development data is not beside the checkout");
    return OnnxFile.read(file);
  }
}
