package org.stratigraph.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class CondensedGraphTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet20-cifar",
        "resnet50",
        "densenet121",
        "squeezenet1_1",
        "mobilenet_v1",
        "mobilenet_v2",
        "vgg16",
        "alexnet",
        "fnn:width=10,depth=50"
      })
  void everyLayerIsInExactlyOneBox(String architecture) {
    Graph graph = Networks.named(architecture);
    List<String> drawn =
        CondensedGraph.of(graph).boxes().stream()
            .flatMap(box -> box.layers().stream())
            .map(Layer::name)
            .toList();
    assertThat(drawn)
        .containsExactlyInAnyOrderElementsOf(
            Layers.of(graph).layers().stream().map(Layer::name).toList());
  }

  /**
   * The blocks of He et al. 2016: the activation that follows the sum, two of three in the branch.
   */
  @Test
  void normsAndActivationsFoldIntoTheLayerBefore() {
    List<Box> boxes = CondensedGraph.of(Networks.named("resnet50")).boxes();
    assertThat(operators(boxes, "conv1")).containsExactly("Conv", "BatchNormalization", "Relu");
    assertThat(operators(boxes, "layer1.0.conv2"))
        .containsExactly("Conv", "BatchNormalization", "Relu");
    assertThat(operators(boxes, "layer1.0.conv3")).containsExactly("Conv", "BatchNormalization");
    assertThat(operators(boxes, "layer1.0.downsample.0"))
        .containsExactly("Conv", "BatchNormalization");
    assertThat(operators(boxes, "layer1.0.add")).containsExactly("Add", "Relu");
    // 53 convolutions, one linear layer, 16 sums, two poolings, input and output.
    assertThat(boxes).hasSize(53 + 1 + 16 + 2 + 2);
  }

  /** In a DenseNet (Huang et al. 2017) norms stand before convolutions, behind a concatenation. */
  @Test
  void aNormBehindAConcatenationIsABoxOfItsOwn() {
    List<Box> boxes = CondensedGraph.of(Networks.named("densenet121")).boxes();
    assertThat(operators(boxes, "features.denseblock1.denselayer2.norm1"))
        .containsExactly("BatchNormalization", "Relu");
    assertThat(operators(boxes, "features.denseblock1.denselayer2.conv1"))
        .containsExactly("Conv", "BatchNormalization", "Relu");
  }

  @Test
  void aGatedActivationFoldsAsAWhole() {
    GraphBuilder graph = Networks.start();
    String x = Networks.linear(graph, "fc", "x");
    String gate = graph.node("Sigmoid", "gate", List.of(x), Map.of());
    String silu = graph.node("Mul", "silu", List.of(x, gate), Map.of());
    List<Box> boxes = CondensedGraph.of(Networks.end(graph, silu)).boxes();
    assertThat(operators(boxes, "fc")).containsExactly("Gemm", "Sigmoid", "Mul", "Identity");
    assertThat(boxes).hasSize(3);
  }

  @Test
  void whatIsUsedElsewhereDoesNotFold() {
    GraphBuilder graph = Networks.start();
    String x = Networks.linear(graph, "fc", "x");
    String relu = graph.node("Relu", "relu", List.of(x), Map.of());
    String y = Networks.linear(graph, "fc2", relu);
    List<Box> boxes =
        CondensedGraph.of(Networks.end(graph, graph.node("Add", "add", List.of(x, y), Map.of())))
            .boxes();
    assertThat(boxes).extracting(Box::name).containsExactly("x", "fc", "relu", "fc2", "add", "y");
  }

  @Test
  void arithmeticOfShapesIsNotDrawn() {
    GraphBuilder graph = Networks.start();
    String x = Networks.linear(graph, "fc", "x");
    String shape = graph.node("Shape", "shape", List.of(x), Map.of());
    String one = graph.initialiser("one", Tensor.ofLongs(Shape.of(1), 1));
    String twice = graph.node("Mul", "twice", List.of(shape, one), Map.of());
    String y = graph.node("Reshape", "reshape", List.of(x, twice), Map.of());
    CondensedGraph condensed = CondensedGraph.of(Networks.end(graph, y));
    assertThat(condensed.boxes()).extracting(Box::name).containsExactly("x", "fc", "y");
    assertThat(operators(condensed.boxes(), "fc")).containsExactly("Gemm", "Reshape", "Identity");
    assertThat(condensed.wires()).hasSize(2);
  }

  @Test
  void aLayerThatNoImageReachesIsDrawnToo() {
    GraphBuilder graph = Networks.start();
    String rows = graph.initialiser("rows", Tensor.ofLongs(Shape.of(1), 1));
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    String weight = graph.initialiser("positions.weight", Tensor.of(Shape.of(3, 3), values));
    String position = graph.node("Gather", "gather", List.of(weight, rows), Map.of());
    String sum = graph.node("Add", "add", List.of("x", position), Map.of());
    CondensedGraph condensed = CondensedGraph.of(Networks.end(graph, sum));
    assertThat(condensed.boxes())
        .extracting(Box::name)
        .containsExactly("x", "positions", "add", "y");
    assertThat(condensed.wires())
        .containsExactly(
            new CondensedGraph.Wire(0, 2),
            new CondensedGraph.Wire(1, 2),
            new CondensedGraph.Wire(2, 3));
  }

  @Test
  void aLayerThatIsUsedTwiceHasOneBoxAndAnotherPointsToIt() {
    GraphBuilder graph = Networks.start();
    String x = Networks.linear(graph, "fc", "x");
    String again = graph.node("Gemm", "again", List.of(x, "fc.weight"), Map.of());
    List<Box> boxes = CondensedGraph.of(Networks.end(graph, again)).boxes();
    assertThat(boxes)
        .extracting(Box::kind)
        .containsExactly(Box.Kind.INPUT, Box.Kind.LAYER, Box.Kind.REUSE, Box.Kind.OUTPUT);
    assertThat(boxes).extracting(Box::name).containsExactly("x", "fc", "fc", "y");
  }

  private static List<String> operators(List<Box> boxes, String name) {
    List<Box> found = boxes.stream().filter(box -> box.name().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0).operators();
  }
}
