package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.tensor.Shape;

/** Shapes worked out by hand from the formulas of ONNX's docs/Operators.md. */
class ShapesTest {
  /** Conv: floor((in + pads - ((kernel - 1) * dilation + 1)) / stride) + 1. */
  @Test
  void convolution() {
    // (224 + 6 - 7) / 2 + 1 = 111.5 + 1
    assertThat(NodeCase.convolution().with("pads", new long[] {3, 3, 3, 3}).shape())
        .contains(Shape.of(1, 64, 112, 112));
    // (224 - 7) / 2 + 1
    assertThat(NodeCase.convolution().shape()).contains(Shape.of(1, 64, 109, 109));
    // (224 - 13) / 2 + 1
    assertThat(NodeCase.convolution().with("dilations", new long[] {2, 2}).shape())
        .contains(Shape.of(1, 64, 106, 106));
    // ceil(224 / 2)
    assertThat(NodeCase.convolution().with("auto_pad", "SAME_UPPER").shape())
        .contains(Shape.of(1, 64, 112, 112));
    assertThat(NodeCase.convolution().with("auto_pad", "VALID").shape())
        .contains(Shape.of(1, 64, 109, 109));
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
}
