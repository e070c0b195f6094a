package org.stratigraph.graph;

import java.util.Arrays;
import java.util.Map;
import org.stratigraph.tensor.Shape;

/** Shape rules of matrix products. */
final class MatrixShapes {
  static final Map<String, ShapeRule> RULES =
      Map.of(
          "Gemm", ShapeRule.single(MatrixShapes::gemm),
          "MatMul", ShapeRule.single(node -> product(node.shape(0), node.shape(1))),
          "MatMulInteger", ShapeRule.single(node -> product(node.shape(0), node.shape(1))),
          "QLinearMatMul", ShapeRule.single(node -> product(node.shape(0), node.shape(3))));

  private MatrixShapes() {}

  /** [M, K] x [K, N], each transposed first where its attribute says so. */
  private static Shape gemm(Operands node) {
    Shape a = node.shape(0);
    Shape b = node.shape(1);
    UnknownShapeException.unless(a.rank() == 2 && b.rank() == 2);
    int transposedA = node.node().integer("transA", 0) != 0 ? 1 : 0;
    int transposedB = node.node().integer("transB", 0) != 0 ? 1 : 0;
    UnknownShapeException.unless(a.extent(1 - transposedA) == b.extent(transposedB));
    return Shape.of(a.extent(transposedA), b.extent(1 - transposedB));
  }

  /**
   * NumPy's matmul: the last two axes are matrices, those before are broadcast; a vector is a row
   * on the left and a column on the right, and that axis is dropped again.
   */
  private static Shape product(Shape a, Shape b) {
    UnknownShapeException.unless(a.rank() > 0 && b.rank() > 0);
    boolean row = a.rank() == 1;
    boolean column = b.rank() == 1;
    Shape left = row ? Shape.of(1, a.extent(0)) : a;
    Shape right = column ? Shape.of(b.extent(0), 1) : b;
    UnknownShapeException.unless(left.extent(left.rank() - 1) == right.extent(right.rank() - 2));
    long[] batch = Broadcasting.of(batch(left), batch(right)).extents();
    long[] extents = Arrays.copyOf(batch, batch.length + 2);
    int rank = batch.length;
    if (!row) {
      extents[rank++] = left.extent(left.rank() - 2);
    }
    if (!column) {
      extents[rank++] = right.extent(right.rank() - 1);
    }
    return Shape.of(Arrays.copyOf(extents, rank));
  }

  private static Shape batch(Shape matrices) {
    return Shape.of(Arrays.copyOf(matrices.extents(), matrices.rank() - 2));
  }
}
