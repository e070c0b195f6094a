package org.stratigraph.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.tensor.Shape;

/** Shape rules of operators that compute element by element, and of normalisation. */
final class ElementwiseShapes {
  /** Operators with one output that is shaped as their first input. */
  private static final String KEEPING =
      """
      Abs Neg Sign Ceil Floor Round Reciprocal Sqrt Exp Log Erf Not BitwiseNot IsNaN IsInf
      Sin Cos Tan Asin Acos Atan Sinh Cosh Tanh Asinh Acosh Atanh
      Identity Cast CastLike Clip CumSum Trilu
      Relu LeakyRelu PRelu ThresholdedRelu Elu Selu Celu Sigmoid HardSigmoid HardSwish
      Softplus Softsign Gelu Mish Swish Shrink Softmax LogSoftmax Hardmax
      BatchNormalization InstanceNormalization GroupNormalization RMSNormalization LRN
      LpNormalization MeanVarianceNormalization QuantizeLinear DequantizeLinear""";

  /** Operators whose output has the common shape of all their inputs. */
  private static final String BROADCASTING =
      """
      Add Sub Mul Div Pow Mod BitShift And Or Xor BitwiseAnd BitwiseOr BitwiseXor
      Equal Less Greater LessOrEqual GreaterOrEqual Sum Mean Min Max Where""";

  static final Map<String, ShapeRule> RULES = rules();

  private ElementwiseShapes() {}

  private static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    names(KEEPING).forEach(name -> rules.put(name, ShapeRule.single(node -> node.shape(0))));
    names(BROADCASTING)
        .forEach(name -> rules.put(name, ShapeRule.single(ElementwiseShapes::common)));
    rules.put("Dropout", node -> List.of(node.shape(0), node.shape(0)));
    rules.put("LayerNormalization", ElementwiseShapes::layerNormalization);
    rules.put("Expand", ShapeRule.single(ElementwiseShapes::expand));
    return Map.copyOf(rules);
  }

  private static List<String> names(String text) {
    return Arrays.asList(text.split("\\s+"));
  }

  private static Shape common(Operands node) {
    Shape common = node.shape(0);
    for (int i = 1; i < node.count(); i++) {
      common = Broadcasting.of(common, node.shape(i));
    }
    return common;
  }

  private static Shape expand(Operands node) {
    return Broadcasting.of(node.shape(0), Shape.of(node.integers(1)));
  }

  /** The normalised values, and the mean and inverse deviation over the axes from {@code axis}. */
  private static List<Shape> layerNormalization(Operands node) {
    Shape input = node.shape(0);
    int axis = Operands.axis(node.node().integer("axis", -1), input.rank());
    long[] extents = input.extents();
    Arrays.fill(extents, axis, extents.length, 1);
    Shape statistics = Shape.of(extents);
    return List.of(input, statistics, statistics);
  }
}
