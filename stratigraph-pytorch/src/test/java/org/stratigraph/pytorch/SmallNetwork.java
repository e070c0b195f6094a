package org.stratigraph.pytorch;

import java.util.List;
import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** A convolution, a batch norm, dropout and a linear layer, for images [2, 4, 4] of 3 classes. */
final class SmallNetwork {
  static final Shape IMAGE = Shape.of(2, 4, 4);
  static final int CLASSES = 3;

  private SmallNetwork() {}

  static Graph graph() {
    GraphBuilder builder = GraphBuilder.named("small").input(Value.of("images", -1, 2, 4, 4));
    store(builder, "conv.weight", 1, 4, 2, 3, 3);
    builder.initialiser("norm.weight", Tensor.of(Shape.of(4), 1, 1.5f, 0.5f, 1));
    store(builder, "norm.bias", 2, 4);
    builder.initialiser("norm.running_mean", Tensor.of(Shape.of(4), 0, 0, 0.25f, 0));
    builder.initialiser("norm.running_var", Tensor.of(Shape.of(4), 1, 1, 2, 1));
    builder.initialiser("drop.ratio", Tensor.of(Shape.of(), 0.25f));
    store(builder, "fc.weight", 3, 3, 16);
    store(builder, "fc.bias", 4, 3);
    builder.node(
        "Conv",
        "conv",
        List.of("images", "conv.weight"),
        Map.of("pads", new long[] {1, 1, 1, 1}, "strides", new long[] {2, 2}));
    builder.node(
        "BatchNormalization",
        "norm",
        List.of("conv", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"),
        Map.of());
    builder.node("Relu", "relu", List.of("norm"), Map.of());
    builder.node("Dropout", "drop", List.of("relu", "drop.ratio"), Map.of());
    builder.node("Flatten", "flat", List.of("drop"), Map.of());
    builder.node("Gemm", "fc", List.of("flat", "fc.weight", "fc.bias"), Map.of("transB", 1L));
    return builder.output(Value.of("fc", -1, 3)).build();
  }

  private static void store(GraphBuilder builder, String name, long seed, long... extents) {
    Shape shape = Shape.of(extents);
    float[] values = OperatorCase.values((int) shape.elementCount(), seed);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.3f;
    }
    builder.initialiser(name, Tensor.of(shape, values));
  }

  static FixedBatches batches(int count) {
    return FixedBatches.noise(IMAGE, CLASSES, count, 8, 21);
  }
}
