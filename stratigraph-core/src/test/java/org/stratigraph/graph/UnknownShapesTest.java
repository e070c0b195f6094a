package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;

/** What is said by the caller, not known or nonsense. */
class UnknownShapesTest {
  @Test
  void dynamicAxesAreTheCallersToSay() {
    Graph graph = NodeCase.of("Relu").input(-1, 3, 8, 8).graph(1);
    assertThat(Shapes.infer(graph, Map.of()).of("y0")).isEmpty();
    assertThat(Shapes.infer(graph, Map.of("a", new long[] {5, 3, 8, 8})).of("y0"))
        .contains(Shape.of(5, 3, 8, 8));
    assertThat(Shapes.ofOneImage(graph).of("y0")).contains(Shape.of(1, 3, 8, 8));
    assertThat(Shapes.ofOneImage(NodeCase.of("Relu").input(-1, 3, -1, 8).graph(1)).of("y0"))
        .isEmpty();
    assertThat(Shapes.ofOneImage(graph).of("nothing")).isEmpty();
    assertThatThrownBy(() -> Shapes.infer(graph, Map.of("b", new long[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'b'");
  }

  @Test
  void whatDependsOnComputedValuesIsUnknown() {
    assertThat(NodeCase.of("Reshape").input(2, 3).input(1).shape()).isEmpty();
    assertThat(NodeCase.of("NonZero").input(2, 3).shape()).isEmpty();
    assertThat(NodeCase.of("Relu").domain("com.example").input(2, 3).shape()).isEmpty();
    assertThat(NodeCase.of("Conv").input(1, 3, 8, 8).omitted().shape()).isEmpty();
  }

  /** A node that no engine would take must not get a shape, let alone stop the inference. */
  @Test
  void invalidNodesAreUnknown() {
    List<NodeCase> invalid =
        List.of(
            NodeCase.of("Conv")
                .input(1, 3, 224, 224)
                .input(64, 3, 7, 7)
                .with("strides", new long[] {0, 1}),
            NodeCase.convolution().with("group", 0L),
            NodeCase.convolution().with("group", 2L),
            NodeCase.convolution().with("dilations", new long[] {Long.MAX_VALUE, 1}),
            NodeCase.convolution().with("pads", new long[] {1}),
            NodeCase.convolution().with("kernel_shape", new long[] {3, 3}),
            NodeCase.of("Conv").input(1, 3, 4, 4).input(64, 3, 7, 7),
            NodeCase.of("Add").input(2, 3).input(2),
            NodeCase.of("MatMul").input(2, 3).input(2, 3),
            NodeCase.of("Gemm").input(2, 3).input(2, 3),
            NodeCase.of("Reshape").input(2, 3).longs(-1, 4),
            NodeCase.of("Reshape").input(2, 3).longs(-1, -1),
            NodeCase.of("Reshape").input(2, 3).longs(Long.MAX_VALUE, Long.MAX_VALUE, -1),
            NodeCase.of("Transpose").input(2, 3).with("perm", new long[] {0, 0}),
            NodeCase.of("Squeeze").input(2, 3).longs(0),
            NodeCase.of("Concat").input(2, 3).input(4, 5).with("axis", 0L),
            NodeCase.of("Flatten").input(2, 3).with("axis", 3L),
            NodeCase.of("Split").input(5).with("axis", Long.MIN_VALUE),
            NodeCase.of("Pad").input(2).longs(-3, 0),
            NodeCase.of("Tile").input(2).longs(Long.MAX_VALUE),
            NodeCase.of("DepthToSpace").input(1, 4, 2, 2).with("blocksize", 3L),
            NodeCase.of("DepthToSpace").input(1, 4, 2, 2),
            NodeCase.of("Slice").input(4).longs(0).longs(2).longs(0).longs(0),
            NodeCase.of("Resize").input(4).omitted().reals(Float.NaN),
            NodeCase.of("ConstantOfShape").longs(-1));
    assertThat(invalid).allSatisfy(node -> assertThat(node.shape()).isEmpty());
  }

  @Test
  void elementTypeDoesNotMatter() {
    GraphBuilder builder = GraphBuilder.named("half");
    builder.input(new Value("a", ElementType.FLOAT16, Value.of("a", 2, 3).shape()));
    builder.output(Value.of("y"));
    builder.node("Relu", "y", List.of("a"), Map.of());
    assertThat(Shapes.ofOneImage(builder.build()).of("y")).contains(Shape.of(2, 3));
  }

  /** Damaged files may say anything; inference may know nothing, but must not fail. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Conv",
        "ConvTranspose",
        "MaxPool",
        "GlobalMaxPool",
        "Gemm",
        "MatMul",
        "Add",
        "Expand",
        "Reshape",
        "Flatten",
        "Transpose",
        "Squeeze",
        "Unsqueeze",
        "DepthToSpace",
        "SpaceToDepth",
        "Slice",
        "Split",
        "Concat",
        "Gather",
        "Pad",
        "Tile",
        "TopK",
        "ReduceMean",
        "ArgMax",
        "Resize",
        "Upsample",
        "LSTM",
        "LayerNormalization",
        "Constant",
        "ConstantOfShape",
        "Shape",
        "Range",
        "Div",
        "Where",
        "Cast",
        "Relu"
      })
  void nonsenseIsNoFailure(String operator) {
    Random random = new Random(operator.hashCode());
    for (int i = 0; i < 300; i++) {
      NodeCase node = NodeCase.of(operator).opset(7 + random.nextInt(15));
      for (int input = random.nextInt(5); input > 0; input--) {
        switch (random.nextInt(4)) {
          case 0 -> node.omitted();
          case 1 -> node.longs(nonsense(random, Long.MIN_VALUE));
          case 2 -> node.reals(0, Float.NaN, -1, 1e30f);
          default -> node.input(nonsense(random, 0));
        }
      }
      for (String attribute :
          List.of(
              "axis",
              "axes",
              "perm",
              "kernel_shape",
              "strides",
              "pads",
              "dilations",
              "group",
              "starts",
              "ends",
              "split",
              "blocksize",
              "to",
              "num_outputs",
              "start",
              "end",
              "value_ints",
              "output_padding",
              "output_shape",
              "ceil_mode",
              "k",
              "layout")) {
        if (random.nextInt(4) == 0) {
          long[] values = nonsense(random, Long.MIN_VALUE);
          node.with(attribute, random.nextBoolean() || values.length == 0 ? values : values[0]);
        }
      }
      Graph graph = node.graph(1 + random.nextInt(3));
      Shapes shapes = Shapes.ofOneImage(graph);
      Costs costs = Costs.of(graph, shapes);
      assertThat(costs.total()).isNotNegative();
      assertThat(costs.work(graph.nodes().get(0))).isFinite().isPositive();
    }
  }

  private static long[] nonsense(Random random, long least) {
    long[] extremes = {
      0, 1, 2, 3, 7, 128, -1, -2, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
    };
    return random
        .ints(random.nextInt(6), 0, extremes.length)
        .mapToLong(i -> Math.max(least, random.nextBoolean() ? extremes[i] : i))
        .toArray();
  }
}
