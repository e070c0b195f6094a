package org.stratigraph.view;

import java.util.Set;
import org.stratigraph.graph.Node;

/** Operators that a reader takes for a part of the layer before them. */
final class LightOperators {
  private static final Set<String> NAMES =
      Set.of(
          // norms
          "BatchNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "InstanceNormalization",
          "LpNormalization",
          "MeanVarianceNormalization",
          // activations
          "Relu",
          "LeakyRelu",
          "PRelu",
          "ThresholdedRelu",
          "Elu",
          "Celu",
          "Selu",
          "Gelu",
          "Mish",
          "Clip",
          "Sigmoid",
          "HardSigmoid",
          "HardSwish",
          "Softplus",
          "Softsign",
          "Tanh",
          "Softmax",
          "LogSoftmax",
          // what activations and norms are made of
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Pow",
          "Sqrt",
          "Exp",
          "Log",
          "Erf",
          "Abs",
          "Neg",
          "Reciprocal",
          "Max",
          "Min",
          "ReduceMean",
          // what only passes on
          "Identity",
          "Dropout",
          "Cast",
          "Pad",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "QuantizeLinear",
          "DequantizeLinear");

  private LightOperators() {}

  static boolean has(Node node) {
    return node.domain().isEmpty() && NAMES.contains(node.operator());
  }
}
