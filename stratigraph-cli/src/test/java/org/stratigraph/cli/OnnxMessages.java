package org.stratigraph.cli;

import java.util.List;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.TensorShapeProto;
import org.stratigraph.onnx.TypeProto;
import org.stratigraph.onnx.ValueInfoProto;

/** ONNX messages for tests, as the specification has them. */
final class OnnxMessages {
  private OnnxMessages() {}

  /** A node with one output, which is called like it. */
  static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  /** A Cast to the element type of a code. */
  static NodeProto cast(String output, String input, int type) {
    return with(node("Cast", output, input), integer("to", type));
  }

  static NodeProto with(NodeProto node, AttributeProto attribute) {
    return node.toBuilder().addAttribute(attribute).build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto integers(String name, Long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(List.of(values))
        .build();
  }

  /** A declaration of floats; an extent that is no number is the name of a dynamic axis. */
  static ValueInfoProto value(String name, Object... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object extent : extents) {
      if (extent instanceof Integer number) {
        shape.addDimBuilder().setDimValue(number);
      } else {
        shape.addDimBuilder().setDimParam(extent.toString());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }
}
