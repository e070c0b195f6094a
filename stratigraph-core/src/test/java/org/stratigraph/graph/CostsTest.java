package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Multiply-adds counted by hand. */
class CostsTest {
  private static OptionalLong count(NodeCase node) {
    Graph graph = node.graph(1);
    return Costs.of(graph, Shapes.ofOneImage(graph)).multiplyAdds(graph.nodes().get(0));
  }

  /** ResNet's first layer: 112 x 112 x 64 outputs of 3 x 7 x 7 products each. */
  @Test
  void convolution() {
    assertThat(
            count(
                NodeCase.of("Conv")
                    .input(1, 3, 224, 224)
                    .input(64, 3, 7, 7)
                    .with("strides", new long[] {2, 2})
                    .with("pads", new long[] {3, 3, 3, 3})))
        .hasValue(112L * 112 * 64 * 3 * 7 * 7);
  }

  @Test
  void depthwiseConvolution() {
    assertThat(
            count(NodeCase.of("Conv").input(1, 32, 10, 10).input(32, 1, 3, 3).with("group", 32L)))
        .hasValue(8L * 8 * 32 * 9);
  }

  /** Every input element is multiplied with the weights of its channel: 6 outputs x 4 x 4. */
  @Test
  void transposedConvolution() {
    assertThat(
            count(
                NodeCase.of("ConvTranspose")
                    .input(1, 8, 5, 5)
                    .input(8, 6, 4, 4)
                    .with("strides", new long[] {2, 2})))
        .hasValue(8L * 5 * 5 * 6 * 4 * 4);
  }

  @Test
  void matrixProducts() {
    assertThat(count(NodeCase.of("Gemm").input(2, 5).input(7, 5).with("transB", 1L)))
        .hasValue(2L * 5 * 7);
    assertThat(count(NodeCase.of("Gemm").input(5, 2).input(5, 7).with("transA", 1L)))
        .hasValue(2L * 5 * 7);
    assertThat(count(NodeCase.of("MatMul").input(3, 2, 5).input(5, 7))).hasValue(3L * 2 * 5 * 7);
  }

  /** 12 steps x 2 sequences x 2 directions x 4 gates x 7 hidden x (5 inputs + 7 hidden). */
  @Test
  void recurrentLayers() {
    assertThat(count(NodeCase.of("LSTM").input(12, 2, 5).input(2, 28, 5).input(2, 28, 7)))
        .hasValue(12L * 2 * 2 * 4 * 7 * (5 + 7));
  }

  @Test
  void elementWiseOperatorsCountNothingButWork() {
    Graph graph = NodeCase.of("Relu").input(1, 10).graph(1);
    Costs costs = Costs.of(graph, Shapes.ofOneImage(graph));
    assertThat(costs.multiplyAdds(graph.nodes().get(0))).hasValue(0);
    assertThat(costs.uncounted()).isEmpty();
    assertThat(costs.work(graph.nodes().get(0))).isGreaterThan(1);
  }

  @Test
  void unknownIsNotNothing() {
    Graph foreign = NodeCase.of("Attention").domain("com.example").input(1, 10).graph(1);
    Costs costs = Costs.of(foreign, Shapes.ofOneImage(foreign));
    assertThat(costs.multiplyAdds(foreign.nodes().get(0))).isEmpty();
    assertThat(costs.uncounted()).containsExactly(foreign.nodes().get(0));
    assertThat(costs.total()).isZero();
    assertThat(costs.work(foreign.nodes().get(0))).isPositive();
    assertThat(count(NodeCase.of("Einsum").input(2, 3).input(3, 4))).isEmpty();
    assertThat(count(NodeCase.of("Gemm").input(-1, -1).input(7, 5))).isEmpty();
  }

  @Test
  void hugeCountsDoNotWrap() {
    long side = 1L << 21;
    assertThat(count(NodeCase.of("Gemm").input(side, side).input(side, side))).isEmpty();
    Graph graph = NodeCase.of("Gemm").input(side, side - 1).input(side - 1, side).graph(1);
    assertThat(Costs.of(graph, Shapes.ofOneImage(graph)).total()).isPositive();
  }

  /** Weights tied between two nodes: the layer costs what both cost. */
  @Test
  void layersAddTheirNodes() {
    GraphBuilder builder = GraphBuilder.named("tied");
    builder.input(Value.of("x", -1, 4)).output(Value.of("second"));
    builder.initialiser("tied.weight", Tensor.of(Shape.of(4, 4), new float[16]));
    builder.node("Gemm", "first", List.of("x", "tied.weight"), Map.of("transB", 1L));
    builder.node("Gemm", "second", List.of("first", "tied.weight"), Map.of("transB", 1L));
    Graph graph = builder.build();
    Costs costs = Costs.of(graph, Shapes.ofOneImage(graph));
    Layer layer = Layers.of(graph).layers().get(0);
    assertThat(layer.nodes()).hasSize(2);
    assertThat(costs.multiplyAdds(layer)).hasValue(32);
    assertThat(costs.total()).isEqualTo(32);
  }
}
