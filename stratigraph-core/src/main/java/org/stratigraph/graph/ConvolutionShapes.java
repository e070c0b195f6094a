package org.stratigraph.graph;

import java.util.Arrays;
import java.util.Map;
import org.stratigraph.tensor.Shape;

/** Shape rules of convolutions. */
final class ConvolutionShapes {
  static final Map<String, ShapeRule> RULES =
      Map.of(
          "Conv", ShapeRule.single(node -> convolution(node, 1)),
          "ConvInteger", ShapeRule.single(node -> convolution(node, 1)),
          "QLinearConv", ShapeRule.single(node -> convolution(node, 3)),
          "ConvTranspose", ShapeRule.single(ConvolutionShapes::transposed));

  private ConvolutionShapes() {}

  /** [N, C, spatial...] with weights [M, C / group, kernel...] gives [N, M, windows...]. */
  private static Shape convolution(Operands node, int weightInput) {
    Shape input = node.shape(0, 3);
    Shape weight = node.shape(weightInput);
    long groups = groups(node);
    UnknownShapeException.unless(
        weight.rank() == input.rank()
            && Math.multiplyExact(weight.extent(1), groups) == input.extent(1)
            && weight.extent(0) % groups == 0);
    Windows windows = Windows.of(node, kernel(node, weight));
    return output(input, weight.extent(0), windows.count(input, false));
  }

  private static long groups(Operands node) {
    long groups = node.node().integer("group", 1);
    UnknownShapeException.unless(groups >= 1);
    return groups;
  }

  private static long[] kernel(Operands node, Shape weight) {
    long[] kernel = Arrays.copyOfRange(weight.extents(), 2, weight.rank());
    long[] declared = node.integers("kernel_shape");
    UnknownShapeException.unless(declared.length == 0 || Arrays.equals(declared, kernel));
    return kernel;
  }

  /**
   * [N, C, spatial...] with weights [C, M / group, kernel...]: {@code stride * (in - 1) +
   * output_padding + reach - pads} along each axis, {@code stride * in} for SAME_UPPER and
   * SAME_LOWER, or what {@code output_shape} says.
   */
  private static Shape transposed(Operands node) {
    Shape input = node.shape(0, 3);
    Shape weight = node.shape(1);
    UnknownShapeException.unless(
        weight.rank() == input.rank() && weight.extent(0) == input.extent(1));
    Windows windows = Windows.of(node, kernel(node, weight));
    int axes = input.rank() - 2;
    long[] extra = node.perAxis("output_padding", axes, 0);
    long[] extents = node.integers("output_shape");
    if (extents.length == 0) {
      extents = new long[axes];
      for (int i = 0; i < axes; i++) {
        extents[i] = transposed(windows, i, input.extent(i + 2), extra[i]);
      }
    }
    UnknownShapeException.unless(extents.length == axes);
    return output(input, Math.multiplyExact(weight.extent(1), groups(node)), extents);
  }

  private static long transposed(Windows windows, int axis, long extent, long extra) {
    long stride = windows.stride(axis);
    UnknownShapeException.unless(extent > 0 && extra >= 0);
    long pads =
        switch (windows.autoPad()) {
          case "NOTSET" -> windows.pads(axis);
          case "VALID" -> 0;
          default -> throw new UnknownShapeException();
        };
    long spread = Math.multiplyExact(stride, extent - 1);
    long whole = Math.addExact(Math.addExact(spread, extra), windows.reach(axis));
    return Math.subtractExact(whole, pads);
  }

  private static Shape output(Shape input, long channels, long[] spatial) {
    long[] extents = new long[2 + spatial.length];
    extents[0] = input.extent(0);
    extents[1] = channels;
    System.arraycopy(spatial, 0, extents, 2, spatial.length);
    return Shape.of(extents);
  }
}
