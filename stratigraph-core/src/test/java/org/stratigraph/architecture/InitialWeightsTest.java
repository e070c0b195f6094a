package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.statistics.Draws;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class InitialWeightsTest {
  /** One of each builder of architectures that is small enough. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18-cifar",
        "resnet20-cifar",
        "vgg11_bn-cifar",
        "vgg19_bn-cifar-linear",
        "alexnet-cifar",
        "squeezenet1_1",
        "mobilenet_v1_050",
        "mobilenet_v2_050",
        "densenet121",
        "fnn:width=10,depth=50",
        "conflict-vgg:1,1,1,1",
        "conflict-resnet:1,1,1,0",
      })
  void everyTensorIsDrawn(String name) {
    Architecture architecture = Architectures.named(name);
    Graph graph = architecture.initial(architecture.input(), 7, 3);
    architecture
        .variants()
        .get(0)
        .tensors(architecture.input(), 7)
        .forEach(
            (tensor, shape) -> {
              float[] values = graph.initialisers().get(tensor).toFloats();
              assertThat(graph.initialisers().get(tensor).shape()).isEqualTo(shape);
              if (shape.rank() > 1) {
                assertThat(values).doesNotContain(Float.NaN);
                assertThat(values[0]).isNotEqualTo(values[1]);
              }
            });
  }

  @Test
  void seedFixesEveryValue() {
    Architecture architecture = Architectures.named("resnet8-cifar");
    Shape image = Shape.of(1, 28, 28);
    Graph graph = architecture.initial(image, 5, 1);
    assertThat(architecture.initial(image, 5, 1).initialisers()).isEqualTo(graph.initialisers());
    Graph other = architecture.initial(image, 5, 2);
    for (String name : new String[] {"conv1.weight", "layer2.0.conv2.weight", "linear.bias"}) {
      assertThat(other.initialisers().get(name)).isNotEqualTo(graph.initialisers().get(name));
    }
    assertThat(graph.initialisers().get("conv1.weight").shape()).isEqualTo(Shape.of(16, 1, 3, 3));
    assertThat(graph.initialisers().get("linear.weight").shape()).isEqualTo(Shape.of(5, 64));
    // Tensors of one shape are drawn apart.
    assertThat(graph.initialisers().get("layer1.0.conv1.weight"))
        .isNotEqualTo(graph.initialisers().get("layer1.0.conv2.weight"));
  }

  @Test
  void batchNormsStandardise() {
    Graph graph =
        Architectures.named("conflict-resnet:1,1,0,0").initial(Shape.of(3, 32, 32), 10, 1);
    assertThat(graph.initialisers().get("blocks.1.bn2.weight").toFloats()).containsOnly(1f);
    assertThat(graph.initialisers().get("blocks.1.bn2.bias").toFloats()).containsOnly(0f);
    assertThat(graph.initialisers().get("blocks.1.bn2.running_mean").toFloats()).containsOnly(0f);
    assertThat(graph.initialisers().get("blocks.1.bn2.running_var").toFloats()).containsOnly(1f);
    assertThat(graph.initialisers().get("blocks.1.conv2.bias").toFloats()).containsOnly(0f);
  }

  /** he_normal of 64 x 9 inputs: sd 0.0589, within five standard errors. */
  @Test
  void spreadIsThatOfTheInitialiser() {
    Graph graph = Architectures.named("conflict-vgg:1,0,0,0").initial(Shape.of(3, 32, 32), 10, 1);
    float[] values = graph.initialisers().get("blocks.0.conv1.weight").toFloats();
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    double variance = 2 / (64 * 9.0);
    assertThat(squares / values.length)
        .isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / values.length)));
  }

  /** Otherwise a random reset of a network trained from this seed would go back to its start. */
  @Test
  void resetsOfTheSameSeedDrawOtherValues() {
    Architecture architecture = Architectures.named("resnet8-cifar");
    Graph graph = architecture.initial(architecture.input(), 10, 4);
    Layer layer = Layers.of(graph).layers().get(0);
    for (int trial = 0; trial < 3; trial++) {
      Tensor reset =
          architecture
              .initialiser()
              .draw(layer, layer.parameters().get(0), Draws.of(4, layer.name(), "weight", trial));
      assertThat(reset).isNotEqualTo(graph.initialisers().get("conv1.weight"));
    }
  }

  @Test
  void imagesThatDoNotFitAreRefused() {
    assertThatThrownBy(
            () -> Architectures.named("vgg19_bn-cifar-linear").initial(Shape.of(1, 28, 28), 10, 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("too small for this architecture");
  }
}
