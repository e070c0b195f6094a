package org.stratigraph.cli;

import java.util.List;
import org.stratigraph.graph.Messages;
import org.stratigraph.onnx.NodeProto;

/** Nodes of ONNX with one output, which they are called like. */
final class OnnxMessages {
  private OnnxMessages() {}

  static NodeProto node(String operator, String output, String... inputs) {
    return Messages.node(operator, output, List.of(inputs), output).build();
  }

  /** A Cast to the element type of a code. */
  static NodeProto cast(String output, String input, int type) {
    return node("Cast", output, input).toBuilder()
        .addAttribute(Messages.integer("to", type))
        .build();
  }
}
