package org.stratigraph.graph;

import java.util.Optional;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.OperatorSetIdProto;

/**
 * Average pools that round up and count padding, as ONNX Runtime computes them right. Up to
 * operator set 18 it divides the last window by the kernel's whole size, cells beyond the padding
 * included (its pull request 29629, which 1.28 does not have).
 */
final class AveragePools {
  private static final int RIGHT_FROM = 19;
  private static final String COUNTED = "count_include_pad";

  private AveragePools() {}

  /**
   * Without padding there is nothing to count, so that the pool may as well not count it.
   *
   * @param body of the model; the nodes concerned are replaced
   * @throws UnusableInputException if there is padding to count
   */
  static void mend(ModelProto model, GraphProto.Builder body) {
    boolean wrong =
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .anyMatch(version -> version < RIGHT_FROM);
    for (int i = 0; wrong && i < body.getNodeCount(); i++) {
      NodeProto node = body.getNode(i);
      if (node.getOpType().equals("AveragePool")
          && isOne(node, "ceil_mode")
          && isOne(node, COUNTED)) {
        requireUnpadded(node);
        body.setNode(i, uncounted(node));
      }
    }
  }

  private static NodeProto uncounted(NodeProto node) {
    NodeProto.Builder same = node.toBuilder().clearAttribute();
    node.getAttributeList().stream()
        .filter(attribute -> !attribute.getName().equals(COUNTED))
        .forEach(same::addAttribute);
    return same.build();
  }

  private static void requireUnpadded(NodeProto node) {
    boolean padded =
        attribute(node, "pads").stream()
            .flatMap(pads -> pads.getIntsList().stream())
            .anyMatch(pad -> pad != 0);
    boolean automatic =
        attribute(node, "auto_pad")
            .map(mode -> mode.getS().toStringUtf8())
            .filter(mode -> mode.startsWith("SAME"))
            .isPresent();
    if (padded || automatic) {
      throw new UnusableInputException(
          ("the engine computes the node '%s' (AveragePool with pads, ceil_mode 1 and"
                  + " count_include_pad 1) wrongly below operator set 19; export the network again"
                  + " with opset 19 or later")
              .formatted(Printable.name(node.getName())));
    }
  }

  private static boolean isOne(NodeProto node, String name) {
    return attribute(node, name).filter(attribute -> attribute.getI() == 1).isPresent();
  }

  private static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }
}
