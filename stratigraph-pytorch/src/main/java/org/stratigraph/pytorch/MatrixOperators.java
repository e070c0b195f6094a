package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products of matrices. */
final class MatrixOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "Gemm", Operator.onAll(MatrixOperators::gemm),
          "MatMul", Operator.onAll(site -> in -> JniUtils.matmul(in.get(0), in.get(1))));

  private MatrixOperators() {}

  /** {@code alpha * A' * B' + beta * C}. */
  private static Operation gemm(Site site) {
    boolean transposeLeft = site.node().integer("transA", 0) != 0;
    boolean transposeRight = site.node().integer("transB", 0) != 0;
    float alpha = site.node().real("alpha", 1);
    float beta = site.node().real("beta", 1);
    boolean biased = site.has(2);
    boolean row =
        !biased || (site.shape(2).rank() == 1 && site.shape(2).extent(0) == site.shape().extent(1));
    if (!transposeLeft && alpha == 1 && (!biased || beta == 1) && row) {
      return in ->
          linear(
              in.get(0),
              transposeRight ? in.get(1) : JniUtils.transpose(in.get(1), 0, 1),
              biased ? in.get(2) : null);
    }
    return in -> {
      PtNDArray left = transposeLeft ? JniUtils.transpose(in.get(0), 0, 1) : in.get(0);
      PtNDArray right = transposeRight ? JniUtils.transpose(in.get(1), 0, 1) : in.get(1);
      PtNDArray product = scaled(in, JniUtils.matmul(left, right), alpha);
      return biased ? JniUtils.add(product, scaled(in, in.get(2), beta)) : product;
    };
  }

  private static PtNDArray scaled(Operation.Operands in, PtNDArray value, float factor) {
    return factor == 1 ? value : Values.scaled(in.manager(), value, factor);
  }

  /** DJL takes the absence of a bias as null. */
  @SuppressWarnings("NullAway")
  private static PtNDArray linear(PtNDArray x, PtNDArray weight, @Nullable PtNDArray bias) {
    return JniUtils.linear(x, weight, bias);
  }
}
