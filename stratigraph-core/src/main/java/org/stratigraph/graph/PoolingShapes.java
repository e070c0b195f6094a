package org.stratigraph.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stratigraph.tensor.Shape;

/** Shape rules of pooling. */
final class PoolingShapes {
  private static final ShapeRule GLOBAL = ShapeRule.single(PoolingShapes::global);

  static final Map<String, ShapeRule> RULES =
      Map.of(
          "MaxPool",
          PoolingShapes::withIndices,
          "AveragePool",
          ShapeRule.single(PoolingShapes::windowed),
          "LpPool",
          ShapeRule.single(PoolingShapes::windowed),
          "GlobalMaxPool",
          GLOBAL,
          "GlobalAveragePool",
          GLOBAL,
          "GlobalLpPool",
          GLOBAL);

  private PoolingShapes() {}

  /** The maxima and, of the same shape, where they are. */
  private static List<Shape> withIndices(Operands node) {
    Shape pooled = windowed(node);
    return List.of(pooled, pooled);
  }

  /** [N, C, spatial...] gives [N, C, windows...]. */
  private static Shape windowed(Operands node) {
    Shape input = node.shape(0, 3);
    long[] kernel = node.integers("kernel_shape");
    UnknownShapeException.unless(kernel.length == input.rank() - 2);
    boolean ceil = node.node().integer("ceil_mode", 0) != 0;
    long[] counts = Windows.of(node, kernel).count(input, ceil);
    long[] extents = input.extents();
    System.arraycopy(counts, 0, extents, 2, counts.length);
    return Shape.of(extents);
  }

  /** [N, C, spatial...] gives [N, C, 1...]. */
  private static Shape global(Operands node) {
    long[] extents = node.shape(0, 3).extents();
    Arrays.fill(extents, 2, extents.length, 1);
    return Shape.of(extents);
  }
}
