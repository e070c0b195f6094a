package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;

/**
 * Shapes worked out by hand from the formulas of ONNX's docs/Operators.md, and what is not known.
 */
class ShapesTest {
  private static final long[] WEIGHT = {64, 3, 7, 7};

  /** Conv: floor((in + pads - ((kernel - 1) * dilation + 1)) / stride) + 1. */
  @Test
  void convolution() {
    // (224 + 6 - 7) / 2 + 1 = 111.5 + 1
    assertThat(conv().with("pads", new long[] {3, 3, 3, 3}).shape())
        .contains(Shape.of(1, 64, 112, 112));
    // (224 - 7) / 2 + 1
    assertThat(conv().shape()).contains(Shape.of(1, 64, 109, 109));
    // (224 - 13) / 2 + 1
    assertThat(conv().with("dilations", new long[] {2, 2}).shape())
        .contains(Shape.of(1, 64, 106, 106));
    // ceil(224 / 2)
    assertThat(conv().with("auto_pad", "SAME_UPPER").shape()).contains(Shape.of(1, 64, 112, 112));
    assertThat(conv().with("auto_pad", "VALID").shape()).contains(Shape.of(1, 64, 109, 109));
  }

  private static NodeCase conv() {
    return NodeCase.of("Conv")
        .input(1, 3, 224, 224)
        .input(WEIGHT)
        .with("strides", new long[] {2, 2});
  }

  /** ConvTranspose: stride * (in - 1) + output_padding + ((kernel - 1) * dilation + 1) - pads. */
  @Test
  void transposedConvolution() {
    // 2 * 6 + 1 + 3 - 2
    assertThat(
            NodeCase.of("ConvTranspose")
                .input(1, 8, 7)
                .input(8, 5, 3)
                .with("group", 2L)
                .with("strides", new long[] {2})
                .with("pads", new long[] {1, 1})
                .with("output_padding", new long[] {1})
                .shape())
        .contains(Shape.of(1, 10, 14));
  }

  /** Expected values computed with PyTorch 1.13, torch.nn.functional.max_pool1d. */
  @ParameterizedTest
  @CsvSource({
    "3, 2, 2, 0, 0, 1",
    "3, 2, 2, 0, 1, 2",
    "5, 2, 3, 1, 0, 2",
    "5, 2, 3, 1, 1, 2",
    "6, 2, 3, 1, 1, 3",
    "6, 3, 4, 1, 1, 2",
    "8, 3, 2, 1, 1, 5"
  })
  void pooling(long extent, long kernel, long stride, long pad, long ceil, long expected) {
    assertThat(
            NodeCase.of("MaxPool")
                .input(1, 2, extent)
                .with("kernel_shape", new long[] {kernel})
                .with("strides", new long[] {stride})
                .with("pads", new long[] {pad, pad})
                .with("ceil_mode", ceil)
                .shape())
        .contains(Shape.of(1, 2, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GlobalAveragePool", "GlobalMaxPool"})
  void globalPooling(String operator) {
    assertThat(NodeCase.of(operator).input(2, 5, 7, 9).shape()).contains(Shape.of(2, 5, 1, 1));
  }

  @Test
  void matrixProducts() {
    assertThat(NodeCase.of("Gemm").input(1, 512).input(1000, 512).with("transB", 1L).shape())
        .contains(Shape.of(1, 1000));
    assertThat(NodeCase.of("MatMul").input(2, 1, 4, 5).input(3, 5, 6).shape())
        .contains(Shape.of(2, 3, 4, 6));
    assertThat(NodeCase.of("MatMul").input(5).input(3, 5, 6).shape()).contains(Shape.of(3, 6));
    assertThat(NodeCase.of("MatMul").input(5).input(5).shape()).contains(Shape.of());
  }

  /** The examples of docs/Broadcasting.md. */
  @Test
  void broadcasting() {
    assertThat(NodeCase.of("Add").input(2, 3, 4, 5).input(5).shape())
        .contains(Shape.of(2, 3, 4, 5));
    assertThat(NodeCase.of("Mul").input(4, 5).input(2, 3, 4, 5).shape())
        .contains(Shape.of(2, 3, 4, 5));
    assertThat(NodeCase.of("Where").input(1, 4, 5).input(2, 3, 1, 1).input().shape())
        .contains(Shape.of(2, 3, 4, 5));
    assertThat(NodeCase.of("Expand").input(3, 1).longs(2, 1, 6).shape())
        .contains(Shape.of(2, 3, 6));
  }

  @Test
  void reshaping() {
    assertThat(NodeCase.of("Reshape").input(2, 3, 4).longs(0, -1).shape())
        .contains(Shape.of(2, 12));
    assertThat(NodeCase.of("Reshape").input(0, 3, 4).longs(3, 4, 0).with("allowzero", 1L).shape())
        .contains(Shape.of(3, 4, 0));
    assertThat(NodeCase.of("Flatten").input(2, 3, 4).with("axis", 0L).shape())
        .contains(Shape.of(1, 24));
    assertThat(NodeCase.of("Flatten").input(2, 3, 4).with("axis", -1L).shape())
        .contains(Shape.of(6, 4));
    assertThat(NodeCase.of("Transpose").input(2, 3, 4).shape()).contains(Shape.of(4, 3, 2));
    assertThat(NodeCase.of("Squeeze").input(1, 3, 1, 5).longs(-2).shape())
        .contains(Shape.of(1, 3, 5));
    assertThat(NodeCase.of("Squeeze").opset(11).input(1, 3, 1).shape()).contains(Shape.of(3));
    assertThat(NodeCase.of("Unsqueeze").opset(11).input(3).with("axes", new long[] {0, 2}).shape())
        .contains(Shape.of(1, 3, 1));
  }

  @Test
  void cutting() {
    // the specification's two examples
    assertThat(
            NodeCase.of("Slice")
                .input(2, 4)
                .longs(1, 0)
                .longs(2, 3)
                .longs(0, 1)
                .longs(1, 2)
                .shape())
        .contains(Shape.of(1, 2));
    assertThat(NodeCase.of("Slice").input(2, 4).longs(0, 1).longs(-1, 1000).shape())
        .contains(Shape.of(1, 3));
    assertThat(
            NodeCase.of("Slice")
                .opset(9)
                .input(20, 10, 5)
                .with("starts", new long[] {0, 0, 3})
                .with("ends", new long[] {20, 10, 4})
                .shape())
        .contains(Shape.of(20, 10, 1));
    assertThat(NodeCase.of("Split").input(6, 2).longs(2, 4).shapes(2))
        .containsExactly(Optional.of(Shape.of(2, 2)), Optional.of(Shape.of(4, 2)));
    assertThat(NodeCase.of("Split").opset(18).input(7).with("num_outputs", 4L).shapes(4))
        .containsExactly(
            Optional.of(Shape.of(2)),
            Optional.of(Shape.of(2)),
            Optional.of(Shape.of(2)),
            Optional.of(Shape.of(1)));
    assertThat(NodeCase.of("Concat").input(2, 3).input(2, 5).with("axis", -1L).shape())
        .contains(Shape.of(2, 8));
    assertThat(NodeCase.of("Gather").input(5, 4, 3).input(2, 6).with("axis", 1L).shape())
        .contains(Shape.of(5, 2, 6, 3));
    assertThat(NodeCase.of("Pad").input(3, 2).longs(0, 2, 0, -1).shape()).contains(Shape.of(3, 3));
    assertThat(
            NodeCase.of("Pad").opset(10).input(3, 2).with("pads", new long[] {1, 0, 1, 0}).shape())
        .contains(Shape.of(5, 2));
  }

  @Test
  void reductions() {
    assertThat(NodeCase.of("ReduceMean").input(2, 3, 4).with("axes", new long[] {-1, 1}).shape())
        .contains(Shape.of(2, 1, 1));
    assertThat(NodeCase.of("ReduceSum").input(2, 3, 4).longs(1).with("keepdims", 0L).shape())
        .contains(Shape.of(2, 4));
    assertThat(NodeCase.of("ReduceMax").input(2, 3).with("keepdims", 0L).shape())
        .contains(Shape.of());
    assertThat(NodeCase.of("ArgMax").input(2, 3).with("axis", 1L).shape()).contains(Shape.of(2, 1));
  }

  @Test
  void resizing() {
    assertThat(NodeCase.of("Resize").input(1, 3, 5, 5).omitted().reals(1, 1, 2, 1.5f).shape())
        .contains(Shape.of(1, 3, 10, 7));
    assertThat(
            NodeCase.of("Resize").input(1, 3, 5, 5).omitted().omitted().longs(1, 3, 9, 4).shape())
        .contains(Shape.of(1, 3, 9, 4));
    assertThat(NodeCase.of("Upsample").opset(9).input(1, 3, 5, 5).reals(1, 1, 2, 2).shape())
        .contains(Shape.of(1, 3, 10, 10));
  }

  @Test
  void recurrent() {
    NodeCase lstm =
        NodeCase.of("LSTM")
            .input(12, 2, 5)
            .input(2, 28, 5)
            .input(2, 28, 7)
            .with("hidden_size", 7L)
            .with("direction", "bidirectional");
    assertThat(lstm.shapes(3))
        .containsExactly(
            Optional.of(Shape.of(12, 2, 2, 7)),
            Optional.of(Shape.of(2, 2, 7)),
            Optional.of(Shape.of(2, 2, 7)));
    assertThat(
            NodeCase.of("GRU")
                .input(2, 12, 5)
                .input(1, 21, 5)
                .input(1, 21, 7)
                .with("layout", 1L)
                .shapes(2))
        .containsExactly(Optional.of(Shape.of(2, 12, 1, 7)), Optional.of(Shape.of(2, 1, 7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Relu",
        "HardSwish",
        "HardSigmoid",
        "Sigmoid",
        "Erf",
        "Gelu",
        "Clip",
        "Softmax",
        "LogSoftmax",
        "BatchNormalization",
        "LayerNormalization",
        "InstanceNormalization",
        "GroupNormalization",
        "LRN",
        "Identity",
        "Dropout",
        "Cast"
      })
  void shapeIsKept(String operator) {
    assertThat(NodeCase.of(operator).input(2, 3, 4).shape()).contains(Shape.of(2, 3, 4));
  }

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
                .input(WEIGHT)
                .with("strides", new long[] {0, 1}),
            conv().with("group", 0L),
            conv().with("group", 2L),
            conv().with("dilations", new long[] {Long.MAX_VALUE, 1}),
            conv().with("pads", new long[] {1}),
            conv().with("kernel_shape", new long[] {3, 3}),
            NodeCase.of("Conv").input(1, 3, 4, 4).input(WEIGHT),
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
