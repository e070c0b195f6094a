package org.stratigraph.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every operator that can be trained, in the forms that networks have it. */
final class OperatorCases {
  private OperatorCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> all = new ArrayList<>();
    all.addAll(convolutions());
    all.addAll(pools());
    all.addAll(norms());
    all.addAll(activations());
    all.addAll(arithmetic());
    all.addAll(matrices());
    all.addAll(reductions());
    all.addAll(moves());
    return all;
  }

  private static long[] longs(long... values) {
    return values;
  }

  private static List<OperatorCase> convolutions() {
    return List.of(
        OperatorCase.of("conv with bias", 2, 3, 6, 5)
            .tensor("w", 4, 3, 3, 3)
            .tensor("b", 4)
            .with("pads", longs(1, 1, 1, 1))
            .with("strides", longs(2, 1))
            .then("Conv", "w", "b")
            .done(),
        OperatorCase.of("conv with groups", 2, 4, 5, 5)
            .tensor("w", 6, 2, 3, 3)
            .with("group", 2L)
            .then("Conv", "w")
            .done(),
        OperatorCase.of("depth-wise conv", 2, 4, 5, 5)
            .tensor("w", 4, 1, 3, 3)
            .with("group", 4L)
            .with("pads", longs(1, 1, 1, 1))
            .then("Conv", "w")
            .done(),
        OperatorCase.of("dilated conv", 2, 2, 7, 7)
            .tensor("w", 3, 2, 3, 2)
            .with("dilations", longs(2, 3))
            .then("Conv", "w")
            .done(),
        OperatorCase.of("conv with pads that differ", 2, 2, 6, 5)
            .tensor("w", 3, 2, 3, 3)
            .with("pads", longs(0, 2, 1, 0))
            .with("strides", longs(2, 2))
            .then("Conv", "w")
            .done(),
        OperatorCase.of("conv, same upper", 2, 2, 6, 5)
            .tensor("w", 3, 2, 3, 2)
            .with("auto_pad", "SAME_UPPER")
            .with("strides", longs(2, 1))
            .then("Conv", "w")
            .done(),
        OperatorCase.of("conv, same lower", 2, 2, 6, 5)
            .tensor("w", 3, 2, 3, 2)
            .with("auto_pad", "SAME_LOWER")
            .with("strides", longs(2, 1))
            .then("Conv", "w")
            .done(),
        OperatorCase.of("conv of one axis", 2, 2, 9)
            .tensor("w", 3, 2, 3)
            .with("pads", longs(1, 1))
            .then("Conv", "w")
            .done());
  }

  private static List<OperatorCase> pools() {
    List<OperatorCase> cases = new ArrayList<>();
    for (String operator : List.of("MaxPool", "AveragePool")) {
      for (long counted : operator.equals("MaxPool") ? longs(0) : longs(0, 1)) {
        String name = operator + (counted == 1 ? " counting pads" : "");
        cases.add(
            pool(name, operator, counted)
                .with("kernel_shape", longs(3, 2))
                .with("strides", longs(2, 2))
                .with("pads", longs(1, 1, 1, 1))
                .then(operator)
                .done());
        cases.add(
            pool(name + ", pads that differ", operator, counted)
                .with("kernel_shape", longs(3, 3))
                .with("strides", longs(2, 2))
                .with("pads", longs(0, 2, 1, 1))
                .then(operator)
                .done());
        cases.add(
            pool(name + ", rounded up", operator, counted)
                .with("kernel_shape", longs(3, 3))
                .with("strides", longs(2, 2))
                .with("ceil_mode", 1L)
                .then(operator)
                .done());
      }
      cases.add(
          pool(operator + ", same", operator, 0)
              .with("kernel_shape", longs(2, 3))
              .with("strides", longs(2, 2))
              .with("auto_pad", "SAME_UPPER")
              .then(operator)
              .done());
    }
    cases.add(OperatorCase.of("global average", 2, 3, 4, 5).then("GlobalAveragePool").done());
    return cases;
  }

  private static OperatorCase.Draft pool(String name, String operator, long counted) {
    OperatorCase.Draft draft = OperatorCase.of(name, 2, 2, 6, 7);
    return operator.equals("MaxPool") ? draft : draft.with("count_include_pad", counted);
  }

  private static List<OperatorCase> norms() {
    return List.of(
        OperatorCase.of("batch norm", 3, 4, 3, 2)
            .tensor("n.weight", 4)
            .tensor("n.bias", 4)
            .tensor("n.running_mean", 4)
            .positive("n.running_var", 4)
            .with("epsilon", 1e-3f)
            .then("BatchNormalization", "n.weight", "n.bias", "n.running_mean", "n.running_var")
            .done(),
        OperatorCase.of("batch norm of rows", 5, 4)
            .tensor("n.weight", 4)
            .tensor("n.bias", 4)
            .tensor("n.running_mean", 4)
            .positive("n.running_var", 4)
            .then("BatchNormalization", "n.weight", "n.bias", "n.running_mean", "n.running_var")
            .done(),
        OperatorCase.of("layer norm", 2, 3, 5)
            .tensor("n.weight", 5)
            .tensor("n.bias", 5)
            .then("LayerNormalization", "n.weight", "n.bias")
            .done(),
        OperatorCase.of("local response, odd size", 2, 6, 3, 2)
            .with("size", 3L)
            .with("alpha", 0.5f)
            .with("bias", 2f)
            .then("LRN")
            .done());
  }

  private static List<OperatorCase> activations() {
    List<OperatorCase> cases = new ArrayList<>();
    Stream.of(
            "Relu",
            "Sigmoid",
            "Tanh",
            "Softplus",
            "Softsign",
            "Erf",
            "Abs",
            "Neg",
            "Exp",
            "Identity",
            "LeakyRelu",
            "Elu",
            "HardSigmoid",
            "HardSwish",
            "Softmax",
            "LogSoftmax")
        .forEach(name -> cases.add(OperatorCase.of(name, 2, 3, 4).then(name).done()));
    for (String name : List.of("Log", "Sqrt")) {
      cases.add(
          OperatorCase.of(name, 2, 3, 4)
              .scalar("half", 0.5f)
              .then("Abs")
              .then("Add", "half")
              .then(name)
              .done());
    }
    cases.add(
        OperatorCase.of("leaky relu with a slope", 2, 3, 4)
            .with("alpha", 0.3f)
            .then("LeakyRelu")
            .done());
    cases.add(
        OperatorCase.of("clip", 2, 3, 4)
            .scalar("low", -0.4f)
            .scalar("high", 0.6f)
            .then("Clip", "low", "high")
            .done());
    cases.add(
        OperatorCase.of("clip from above", 2, 3, 4)
            .scalar("high", 0.6f)
            .then("Clip", "", "high")
            .done());
    cases.add(
        OperatorCase.of("softmax of channels", 2, 3, 4).with("axis", 1L).then("Softmax").done());
    cases.add(
        OperatorCase.of("log softmax of channels", 2, 3, 4)
            .with("axis", -2L)
            .then("LogSoftmax")
            .done());
    cases.add(
        OperatorCase.of("dropout", 2, 3, 4).scalar("ratio", 0.3f).then("Dropout", "ratio").done());
    return cases;
  }

  private static List<OperatorCase> arithmetic() {
    List<OperatorCase> cases = new ArrayList<>();
    for (String operator : List.of("Add", "Sub", "Mul", "Div", "Max", "Min")) {
      cases.add(
          OperatorCase.of(operator + " a row", 2, 3, 4)
              .positive("c", 4)
              .then(operator, "c")
              .done());
      cases.add(
          OperatorCase.of(operator + " to channels", 2, 3, 4)
              .scalar("two", 2)
              .positive("c", 3, 1)
              .then("Exp")
              .node(operator, List.of("c", "n0"))
              .then("Mul", "two")
              .done());
      cases.add(
          OperatorCase.of(operator + " of computed values", 2, 3, 4)
              .then("Exp")
              .node("Sigmoid", List.of("x"))
              .then(operator, "n0")
              .done());
    }
    cases.add(OperatorCase.of("a cube", 2, 3, 4).scalar("three", 3).then("Pow", "three").done());
    cases.add(OperatorCase.of("sum of three", 2, 3, 4).tensor("c", 4).then("Sum", "x", "c").done());
    return cases;
  }

  private static List<OperatorCase> matrices() {
    return List.of(
        OperatorCase.of("linear", 3, 4)
            .tensor("l.weight", 5, 4)
            .tensor("l.bias", 5)
            .with("transB", 1L)
            .then("Gemm", "l.weight", "l.bias")
            .done(),
        OperatorCase.of("gemm of inputs by outputs", 3, 4)
            .tensor("l.weight", 4, 5)
            .then("Gemm", "l.weight")
            .done(),
        OperatorCase.of("gemm with factors", 3, 4)
            .tensor("l.weight", 4, 5)
            .tensor("l.bias", 3, 1)
            .with("alpha", 0.5f)
            .with("beta", 2f)
            .then("Gemm", "l.weight", "l.bias")
            .done(),
        OperatorCase.of("gemm of what is turned", 4, 3)
            .tensor("l.weight", 5, 4)
            .with("transA", 1L)
            .with("transB", 1L)
            .then("Gemm", "l.weight")
            .done(),
        OperatorCase.of("product from the right", 2, 3, 4)
            .tensor("l.weight", 4, 5)
            .then("MatMul", "l.weight")
            .done(),
        OperatorCase.of("product from the left", 2, 3, 4)
            .tensor("l.weight", 5, 3)
            .node("MatMul", List.of("l.weight", "x"))
            .done(),
        OperatorCase.of("weight that is turned first", 3, 4)
            .tensor("l.weight", 5, 4)
            .node("Transpose", List.of("l.weight"))
            .node("MatMul", List.of("x", "n0"))
            .done());
  }

  private static List<OperatorCase> reductions() {
    List<OperatorCase> cases = new ArrayList<>();
    for (long keep : longs(0, 1)) {
      cases.add(
          OperatorCase.of("mean over the image, keepdims " + keep, 2, 3, 4, 5)
              .with("axes", longs(2, -1))
              .with("keepdims", keep)
              .then("ReduceMean")
              .done());
      cases.add(
          OperatorCase.of("sum over channels, keepdims " + keep, 2, 3, 4, 5)
              .integers("axes", 1)
              .with("keepdims", keep)
              .then("ReduceSum", "axes")
              .done());
    }
    cases.add(OperatorCase.of("mean of all", 2, 3, 4).then("ReduceMean").done());
    return cases;
  }

  private static List<OperatorCase> moves() {
    return List.of(
        OperatorCase.of("reshape", 2, 3, 4).integers("to", 0, 2, -1).then("Reshape", "to").done(),
        OperatorCase.of("flatten", 2, 3, 4).then("Flatten").done(),
        OperatorCase.of("squeeze", 2, 3, 1).integers("axes", 2).then("Squeeze", "axes").done(),
        OperatorCase.of("unsqueeze", 2, 3).integers("axes", 1, -1).then("Unsqueeze", "axes").done(),
        OperatorCase.of("transpose", 2, 3, 4, 5)
            .with("perm", longs(0, 2, 3, 1))
            .then("Transpose")
            .done(),
        OperatorCase.of("reversed axes", 2, 3, 4).then("Transpose").done(),
        OperatorCase.of("concat", 2, 3, 4)
            .then("Exp")
            .with("axis", -1L)
            .then("Concat", "x", "n0")
            .done(),
        OperatorCase.of("first part", 2, 5, 3)
            .integers("sizes", 5)
            .with("axis", 1L)
            .then("Split", "sizes")
            .done(),
        OperatorCase.of("every second pixel", 2, 3, 5, 6)
            .integers("starts", 0, 1)
            .integers("ends", 5, Integer.MAX_VALUE)
            .integers("axes", 2, -1)
            .integers("steps", 2, 2)
            .then("Slice", "starts", "ends", "axes", "steps")
            .done(),
        OperatorCase.of("all but the borders", 2, 3, 5)
            .integers("starts", -4)
            .integers("ends", -1)
            .integers("axes", 2)
            .then("Slice", "starts", "ends", "axes")
            .done(),
        OperatorCase.of("pad channels", 2, 3, 4, 4)
            .integers("pads", 0, 1, 0, 2, 0, 1, 1, 0)
            .scalar("value", 0.5f)
            .then("Pad", "pads", "value")
            .done());
  }
}
