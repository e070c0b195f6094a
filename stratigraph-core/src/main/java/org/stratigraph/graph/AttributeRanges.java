package org.stratigraph.graph;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.tensor.Tensor;

/**
 * Attributes that engines divide by or count with. The specification of each operator (ONNX,
 * docs/Operators.md) has them positive, and an engine that trusts it ends its process with others.
 */
final class AttributeRanges {
  private static final List<String> WINDOW = List.of("kernel_shape", "strides", "dilations");
  private static final List<String> GROUPED = List.of("strides", "dilations", "group");

  /** What must be at least 1, by operator of ONNX's own domain. */
  private static final Map<String, List<String>> POSITIVE =
      Map.ofEntries(
          Map.entry("Conv", List.of("kernel_shape", "strides", "dilations", "group")),
          Map.entry("ConvInteger", List.of("kernel_shape", "strides", "dilations", "group")),
          Map.entry("QLinearConv", List.of("kernel_shape", "strides", "dilations", "group")),
          Map.entry("ConvTranspose", List.of("kernel_shape", "strides", "dilations", "group")),
          Map.entry("DeformConv", GROUPED),
          Map.entry("MaxPool", WINDOW),
          Map.entry("AveragePool", WINDOW),
          Map.entry("LpPool", WINDOW),
          Map.entry("MaxUnpool", WINDOW),
          Map.entry("Col2Im", List.of("strides", "dilations")),
          Map.entry("MaxRoiPool", List.of("pooled_shape")),
          Map.entry("RoiAlign", List.of("output_height", "output_width")),
          Map.entry("DepthToSpace", List.of("blocksize")),
          Map.entry("SpaceToDepth", List.of("blocksize")),
          Map.entry("LRN", List.of("size")),
          Map.entry("GroupNormalization", List.of("num_groups")),
          Map.entry("Split", List.of("num_outputs")),
          Map.entry("RNN", List.of("hidden_size")),
          Map.entry("GRU", List.of("hidden_size")),
          Map.entry("LSTM", List.of("hidden_size")));

  private AttributeRanges() {}

  /**
   * Checks a node and the branches that it carries.
   *
   * @param stored the graph's tensors by name
   * @throws UnusableInputException if an attribute is out of its range, or whole numbers are
   *     divided by a stored zero
   */
  static void check(NodeProto node, Map<String, Tensor> stored) {
    if (node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx")) {
      List<String> positive = POSITIVE.getOrDefault(node.getOpType(), List.of());
      node.getAttributeList().stream()
          .filter(attribute -> positive.contains(attribute.getName()))
          .forEach(attribute -> checkPositive(node, attribute));
      checkDivisor(node, stored);
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        check(attribute.getG(), stored);
      }
      attribute.getGraphsList().forEach(branch -> check(branch, stored));
    }
  }

  private static void check(GraphProto branch, Map<String, Tensor> stored) {
    branch.getNodeList().forEach(node -> check(node, stored));
  }

  private static void checkPositive(NodeProto node, AttributeProto attribute) {
    LongStream values =
        attribute.getIntsCount() > 0
            ? attribute.getIntsList().stream().mapToLong(Long::longValue)
            : attribute.hasI() ? LongStream.of(attribute.getI()) : LongStream.empty();
    values
        .filter(value -> value < 1)
        .findFirst()
        .ifPresent(
            value -> {
              throw new UnusableInputException(
                  "the node '%s' (%s) has the %s %d, which must be at least 1"
                      .formatted(
                          Printable.name(node.getName()),
                          node.getOpType(),
                          attribute.getName(),
                          value));
            });
  }

  /** Processors trap where whole numbers are divided by zero. */
  private static void checkDivisor(NodeProto node, Map<String, Tensor> stored) {
    if (!node.getOpType().equals("Div") && !node.getOpType().equals("Mod")) {
      return;
    }
    Tensor divisor = node.getInputCount() == 2 ? stored.get(node.getInput(1)) : null;
    if (divisor == null || divisor.type().isFloatingPoint()) {
      return;
    }
    if (hasZero(divisor)) {
      throw new UnusableInputException(
          "the node '%s' (%s) divides whole numbers by the stored tensor '%s', which has a zero"
              .formatted(
                  Printable.name(node.getName()),
                  node.getOpType(),
                  Printable.name(node.getInput(1))));
    }
  }

  private static boolean hasZero(Tensor integers) {
    ByteBuffer bytes = integers.bytes();
    int width = integers.type().bytes();
    for (int at = 0; at < bytes.remaining(); at += width) {
      boolean zero = true;
      for (int i = at; i < at + width; i++) {
        zero &= bytes.get(i) == 0;
      }
      if (zero) {
        return true;
      }
    }
    return false;
  }
}
