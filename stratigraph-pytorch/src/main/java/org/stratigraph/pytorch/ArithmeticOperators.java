package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Functions of several values, element by element, broadcast as in NumPy. */
final class ArithmeticOperators {
  static final Map<String, Operator> ALL =
      Map.of(
          "Add", folded(JniUtils::add),
          "Sub", folded(JniUtils::sub),
          "Mul", folded(JniUtils::mul),
          "Div", folded(JniUtils::div),
          "Pow", folded(JniUtils::pow),
          "Max", folded(JniUtils::max),
          "Min", folded(JniUtils::min),
          "Sum", folded(JniUtils::add));

  private ArithmeticOperators() {}

  private static Operator folded(BinaryOperator<PtNDArray> function) {
    return Operator.onAll(
        site -> {
          if (site.opset() < 7) {
            throw site.refusal("operators older than opset 7 broadcast in another way");
          }
          int count = site.node().inputs().size();
          return in -> {
            PtNDArray result = in.get(0);
            for (int i = 1; i < count; i++) {
              result = function.apply(result, in.get(i));
            }
            return result;
          };
        });
  }
}
