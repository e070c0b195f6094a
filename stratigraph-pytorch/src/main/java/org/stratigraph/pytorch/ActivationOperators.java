package org.stratigraph.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.stratigraph.tensor.Tensor;

/** Functions of one value, element by element or along an axis. */
final class ActivationOperators {
  static final Map<String, Operator> ALL = all();

  private ActivationOperators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new HashMap<>();
    all.put("Relu", unary(JniUtils::relu));
    all.put("Sigmoid", unary(JniUtils::sigmoid));
    all.put("Tanh", unary(JniUtils::tanh));
    all.put("Softplus", unary(JniUtils::softPlus));
    all.put("Softsign", unary(JniUtils::softSign));
    all.put("Erf", unary(JniUtils::erf));
    all.put("Abs", unary(JniUtils::abs));
    all.put("Neg", unary(JniUtils::neg));
    all.put("Exp", unary(JniUtils::exp));
    all.put("Log", unary(JniUtils::log));
    all.put("Sqrt", unary(JniUtils::sqrt));
    all.put("Identity", unary(x -> x));
    all.put("LeakyRelu", Operator.onFirst(ActivationOperators::leakyRelu));
    all.put("Elu", Operator.onFirst(ActivationOperators::elu));
    all.put("Clip", Operator.onFirst(ActivationOperators::clip));
    all.put("HardSigmoid", Operator.onFirst(ActivationOperators::hardSigmoid));
    all.put(
        "HardSwish",
        Operator.onFirst(site -> in -> JniUtils.mul(in.get(0), hardSigmoid(in, 1.0 / 6, 0.5))));
    all.put("Dropout", Operator.onFirst(ActivationOperators::dropout));
    all.put("Softmax", Operator.onFirst(site -> softmax(site, JniUtils::softmax)));
    all.put("LogSoftmax", Operator.onFirst(site -> softmax(site, JniUtils::logSoftmax)));
    return Map.copyOf(all);
  }

  private static Operator unary(UnaryOperator<PtNDArray> function) {
    return Operator.onFirst(site -> in -> function.apply(in.get(0)));
  }

  private static Operation leakyRelu(Site site) {
    double slope = site.node().real("alpha", 0.01f);
    return in -> JniUtils.leakyRelu(in.get(0), slope);
  }

  private static Operation elu(Site site) {
    double alpha = site.node().real("alpha", 1);
    return in -> JniUtils.elu(in.get(0), alpha);
  }

  /** Bounds are attributes up to opset 6 and inputs from 11 on. */
  private static Operation clip(Site site) {
    float low = bound(site, 1, "min", Float.NEGATIVE_INFINITY);
    float high = bound(site, 2, "max", Float.POSITIVE_INFINITY);
    return in -> JniUtils.clip(in.get(0), low, high);
  }

  private static float bound(Site site, int input, String attribute, float otherwise) {
    return site.constant(input)
        .map(tensor -> scalar(site, tensor))
        .orElse(site.node().real(attribute, otherwise));
  }

  private static float scalar(Site site, Tensor tensor) {
    if (tensor.elementCount() != 1) {
      throw site.refusal("a bound has %d elements instead of one".formatted(tensor.elementCount()));
    }
    return (float) tensor.get(0);
  }

  private static Operation hardSigmoid(Site site) {
    double alpha = site.node().real("alpha", 0.2f);
    double beta = site.node().real("beta", 0.5f);
    return in -> hardSigmoid(in, alpha, beta);
  }

  private static PtNDArray hardSigmoid(Operation.Operands in, double alpha, double beta) {
    PtNDArray scaled = Values.scaled(in.manager(), in.get(0), alpha);
    return JniUtils.clip(JniUtils.add(scaled, Values.scalar(in.manager(), beta)), 0f, 1f);
  }

  /** The ratio is an attribute up to opset 7 and an input from 12 on. */
  private static Operation dropout(Site site) {
    if (site.output() > 0) {
      throw site.refusal("its mask is not supported");
    }
    double ratio =
        site.constant(1)
            .map(t -> (double) scalar(site, t))
            .orElse((double) site.node().real("ratio", 0.5f));
    if (!(ratio >= 0 && ratio < 1)) {
      throw site.refusal("its ratio %s is not in [0, 1)".formatted(ratio));
    }
    return in ->
        in.mode() == Operation.Mode.EVALUATION || ratio == 0
            ? in.get(0)
            : JniUtils.dropout(in.get(0), ratio, true);
  }

  private interface AlongAxis {
    PtNDArray apply(PtNDArray x, long axis, DataType type);
  }

  private static Operation softmax(Site site, AlongAxis function) {
    int rank = site.shape(0).rank();
    if (site.opset() >= 13) {
      int axis = site.axis(site.node().integer("axis", -1), rank);
      return in -> along(function, in.get(0), axis);
    }
    // Before opset 13 all axes from the stated one on are one.
    int axis = site.axis(site.node().integer("axis", 1), rank);
    long[] shape = site.shape(0).extents();
    long rows = 1;
    for (int i = 0; i < axis; i++) {
      rows *= shape[i];
    }
    long[] matrix = {rows, site.shape(0).elementCount() / Math.max(1, rows)};
    return in -> JniUtils.reshape(along(function, JniUtils.reshape(in.get(0), matrix), 1), shape);
  }

  private static PtNDArray along(AlongAxis function, PtNDArray x, long axis) {
    return function.apply(x, axis, x.getDataType());
  }
}
