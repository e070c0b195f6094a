package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class ConflictNetworksTest {
  private static Graph graph(String name, int side) {
    return Architectures.named(name)
        .variants()
        .get(0)
        .build(Shape.of(3, side, side), 10, (n, shape) -> Tensor.of(Shape.of(), 0f));
  }

  private static Node node(Graph graph, String name) {
    return graph.producer(name).orElseThrow();
  }

  /**
   * TensorFlow's "same": {@code max((ceil(n / s) - 1) s + k - n, 0)} zeros, the smaller half first
   * (documentation of {@code tf.nn}, "padding").
   */
  @ParameterizedTest
  @CsvSource({
    "32, 7, 2, 2, 3, 16",
    "33, 7, 2, 3, 3, 17",
    "16, 3, 2, 0, 1, 8",
    "15, 3, 2, 1, 1, 8",
    "16, 3, 1, 1, 1, 16",
    "16, 1, 2, 0, 0, 8",
    "1, 3, 2, 1, 1, 1",
  })
  void samePadding(int size, int kernel, int stride, int before, int after, int result) {
    Convolution spec = Convolution.same(new Feature("x", 1, size, 8), 1, kernel, stride);
    assertThat(spec.pads().top()).isEqualTo(before);
    assertThat(spec.pads().bottom()).isEqualTo(after);
    assertThat((size + before + after - kernel) / stride + 1).isEqualTo(result);
  }

  /** The first block of each type but the first halves the image, in the first convolution. */
  @Test
  void strides() {
    Graph graph = graph("conflict-vgg:2,1,2,1", 32);
    List<Long> strides = new ArrayList<>();
    for (int block = 0; block < 6; block++) {
      strides.add(node(graph, "blocks." + block + ".conv1").integers("strides").get(0));
      assertThat(node(graph, "blocks." + block + ".conv2").integers("strides").get(0)).isEqualTo(1);
    }
    assertThat(strides).containsExactly(1L, 1L, 2L, 2L, 1L, 2L);
    assertThat(graph.initialisers()).containsKey("blocks.5.bn2.running_var");
  }

  /** What Keras does by default, of which only training sees the momentum. */
  @Test
  void batchNormIsKeras() {
    Node norm = node(graph("conflict-resnet:1,1,0,0", 32), "blocks.1.downsample.1");
    assertThat(norm.real("epsilon", 0)).isEqualTo(1e-3f);
    assertThat(norm.real("momentum", 0)).isEqualTo(0.99f);
  }

  @Test
  void shortcutsJoinTheBranch() {
    Graph graph = graph("conflict-resnet:1,1,0,0", 32);
    assertThat(node(graph, "blocks.0.add").inputs()).containsExactly("relu", "blocks.0.bn2");
    assertThat(node(graph, "blocks.1.add").inputs())
        .containsExactly("blocks.1.downsample.1", "blocks.1.bn2");
    assertThat(node(graph, "blocks.0.relu").inputs()).containsExactly("blocks.0.add");
    assertThat(graph("conflict-vgg:1,1,0,0", 32).producer("blocks.0.add")).isEmpty();
  }

  /** A pooling follows the stem of images more than 50 pixels wide. */
  @ParameterizedTest
  @CsvSource({"50, false", "51, true", "128, true"})
  void poolingOfLargeImages(int side, boolean pooled) {
    assertThat(graph("conflict-vgg:1,0,0,0", side).producer("maxpool").isPresent())
        .isEqualTo(pooled);
  }
}
