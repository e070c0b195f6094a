package org.stratigraph.graph;

import java.util.Arrays;
import java.util.Map;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.tensor.Shape;

/** Shape rules of operators that make tensors out of nothing or out of shapes. */
final class ConstantShapes {
  static final Map<String, ShapeRule> RULES =
      Map.of(
          "Constant", ShapeRule.single(ConstantShapes::constant),
          "ConstantOfShape", ShapeRule.single(node -> Shape.of(node.integers(0))),
          "Shape", ShapeRule.single(node -> Shape.of(extents(node).length)),
          "Size", ShapeRule.single(node -> Shape.of()),
          "Range", ShapeRule.single(ConstantShapes::range));

  private ConstantShapes() {}

  private static Shape constant(Operands node) {
    Node constant = node.node();
    UnknownShapeException.unless(constant.proto().getAttributeCount() == 1);
    AttributeProto attribute = constant.proto().getAttribute(0);
    return switch (attribute.getName()) {
      case "value" -> {
        TensorProto tensor = attribute.getT();
        yield Shape.of(tensor.getDimsList().stream().mapToLong(Long::longValue).toArray());
      }
      case "value_int", "value_float", "value_string" -> Shape.of();
      case "value_ints" -> Shape.of(attribute.getIntsCount());
      case "value_floats" -> Shape.of(attribute.getFloatsCount());
      case "value_strings" -> Shape.of(attribute.getStringsCount());
      default -> throw new UnknownShapeException();
    };
  }

  /** The extents that a Shape node gives: all, or from {@code start} to before {@code end}. */
  static long[] extents(Operands node) {
    long[] extents = node.shape(0).extents();
    int start = clamped(node.node().integer("start", 0), extents.length);
    int end = clamped(node.node().integer("end", extents.length), extents.length);
    return start < end ? Arrays.copyOfRange(extents, start, end) : new long[0];
  }

  private static int clamped(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  /** {@code max(0, ceil((limit - start) / delta))}. */
  private static Shape range(Operands node) {
    long start = scalar(node, 0);
    long limit = scalar(node, 1);
    long delta = scalar(node, 2);
    UnknownShapeException.unless(delta != 0);
    long room = Math.subtractExact(limit, start);
    return Shape.of(Math.max(0, -Math.floorDiv(Math.negateExact(room), delta)));
  }

  /** The one element of an integer tensor. */
  static long scalar(Operands node, int input) {
    long[] elements = node.integers(input);
    UnknownShapeException.unless(elements.length == 1);
    return elements[0];
  }
}
