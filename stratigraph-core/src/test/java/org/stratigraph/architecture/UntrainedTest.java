package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stratigraph.criticality.Reset;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.tensor.Tensor;

class UntrainedTest {
  private static final Architecture ARCHITECTURE = Architectures.named("resnet20-cifar");

  private static Graph untrained(long seed) {
    return Untrained.of(ARCHITECTURE.build(10), ARCHITECTURE.initialiser(), seed);
  }

  @Test
  void theSeedFixesEveryWeight() {
    assertThat(untrained(3).initialisers()).isEqualTo(untrained(3).initialisers());
    Map<String, Tensor> other = untrained(4).initialisers();
    untrained(3)
        .initialisers()
        .forEach(
            (name, tensor) -> {
              if (tensor.shape().rank() > 1) {
                assertThat(tensor).as(name).isNotEqualTo(other.get(name));
              }
            });
  }

  @Test
  void normLayersStartAsTheIdentity() {
    Map<String, Tensor> tensors = untrained(3).initialisers();
    assertThat(tensors.get("layer1.0.bn1.weight").toFloats()).containsOnly(1);
    assertThat(tensors.get("layer1.0.bn1.running_var").toFloats()).containsOnly(1);
    assertThat(tensors.get("layer1.0.bn1.bias").toFloats()).containsOnly(0);
    assertThat(tensors.get("layer1.0.bn1.running_mean").toFloats()).containsOnly(0);
  }

  /** Otherwise a reset would restore the initial weights, and measure something else. */
  @Test
  void noRandomResetOfTheSameSeedDrawsTheInitialWeights() {
    Graph graph = untrained(0);
    Reset reset = Reset.random(ARCHITECTURE.initialiser(), 0);
    for (Layer layer : Layers.of(graph).layers()) {
      for (int trial = 0; trial < 3; trial++) {
        reset
            .tensors(graph, layer, trial)
            .forEach(
                (name, tensor) -> {
                  if (tensor.shape().rank() > 1) {
                    float[] initial = graph.initialisers().get(name).toFloats();
                    assertThat(Arrays.equals(tensor.toFloats(), initial)).as(name).isFalse();
                  }
                });
      }
    }
  }
}
