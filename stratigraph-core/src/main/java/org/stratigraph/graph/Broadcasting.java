package org.stratigraph.graph;

import org.stratigraph.tensor.Shape;

/** ONNX's multidirectional broadcasting (docs/Broadcasting.md), the same as NumPy's. */
final class Broadcasting {
  private Broadcasting() {}

  /**
   * The common shape: axes are matched from the last one, and an extent of 1 takes on the other's.
   *
   * @throws UnknownShapeException if the shapes do not match
   */
  static Shape of(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] extents = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long left = fromBack(a, i);
      long right = fromBack(b, i);
      UnknownShapeException.unless(left == right || left == 1 || right == 1);
      extents[rank - i] = left == 1 ? right : left;
    }
    return Shape.of(extents);
  }

  private static long fromBack(Shape shape, int i) {
    return i <= shape.rank() ? shape.extent(shape.rank() - i) : 1;
  }
}
