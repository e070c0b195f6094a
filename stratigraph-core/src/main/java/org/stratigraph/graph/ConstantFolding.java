package org.stratigraph.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Evaluates the small tensors that shapes are computed with: integers, truth values and float32,
 * since exporters compute sizes in float too.
 */
final class ConstantFolding {
  /** Shapes, paddings and scales are far smaller; larger tensors are data. */
  private static final int MOST_ELEMENTS = 128;

  private static final Map<String, Rule> RULES = rules();

  private ConstantFolding() {}

  /** The one output of an operator. */
  @FunctionalInterface
  interface Rule {
    /**
     * @param output the shape that the output has
     * @throws UnknownShapeException if an input is not known or of a type that is not folded
     * @throws ArithmeticException if an integer overflows or is divided by zero
     */
    Tensor value(Operands node, Shape output);
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>(SmallArithmetic.RULES);
    rules.putAll(ElementPicking.RULES);
    for (String name : List.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze")) {
      rules.put(name, (node, output) -> reshaped(node.constant(0), output));
    }
    rules.put("Constant", (node, output) -> constant(node.node(), output));
    rules.put("ConstantOfShape", ConstantFolding::filled);
    rules.put("Shape", (node, output) -> Tensor.ofLongs(output, ConstantShapes.extents(node)));
    rules.put("Size", (node, output) -> Tensor.ofLongs(output, node.shape(0).elementCount()));
    rules.put("Range", ConstantFolding::range);
    return Map.copyOf(rules);
  }

  static boolean isSmall(Shape shape) {
    return shape.elementCount() <= MOST_ELEMENTS;
  }

  /** The value of a node's only output; empty if it is not small or not known. */
  static Optional<Tensor> of(Operands node, Shape output) {
    Rule rule = RULES.get(node.node().operator());
    if (rule == null || !isSmall(output)) {
      return Optional.empty();
    }
    try {
      return Optional.of(rule.value(node, output));
    } catch (UnknownShapeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Tensor reshaped(Tensor tensor, Shape shape) {
    return Tensor.wrap(tensor.type(), shape, tensor.bytes());
  }

  private static Tensor constant(Node node, Shape output) {
    AttributeProto attribute = node.proto().getAttribute(0);
    return switch (attribute.getName()) {
      case "value" -> stored(attribute.getT());
      case "value_int" -> Tensor.ofLongs(output, attribute.getI());
      case "value_ints" ->
          Tensor.ofLongs(
              output, attribute.getIntsList().stream().mapToLong(Long::longValue).toArray());
      case "value_float" -> Tensor.of(output, attribute.getF());
      default -> throw new UnknownShapeException();
    };
  }

  private static Tensor stored(TensorProto tensor) {
    try {
      return TensorMessage.read(tensor);
    } catch (UnusableInputException e) {
      throw new UnknownShapeException();
    }
  }

  /** Zeros, or the one element that the node states, in float32 by default. */
  private static Tensor filled(Operands node, Shape output) {
    Tensor element =
        node.node()
            .attribute("value")
            .map(attribute -> stored(attribute.getT()))
            .orElse(Tensor.of(Shape.of(), 0));
    UnknownShapeException.unless(element.elementCount() == 1);
    return ElementPicking.pick(element, output, new int[(int) output.elementCount()]);
  }

  private static Tensor range(Operands node, Shape output) {
    UnknownShapeException.unless(node.constant(0).type() == ElementType.INT64);
    long[] values = new long[(int) output.elementCount()];
    long start = ConstantShapes.scalar(node, 0);
    long delta = ConstantShapes.scalar(node, 2);
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * delta;
    }
    return Tensor.ofLongs(output, values);
  }
}
