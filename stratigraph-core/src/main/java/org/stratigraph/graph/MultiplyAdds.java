package org.stratigraph.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.stratigraph.tensor.Shape;

/** Multiply-adds of the operators that compute products of tensors. */
final class MultiplyAdds {
  private static final Map<String, Rule> RULES = rules();

  private MultiplyAdds() {}

  /** The count of one operator. */
  @FunctionalInterface
  private interface Rule {
    /**
     * @param output the shape of the first output
     * @throws UnknownShapeException if a shape is unknown
     * @throws ArithmeticException if the count overflows
     */
    long count(Operands node, Shape output);
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    rules.put("Conv", (node, output) -> perElement(output, node.shape(1)));
    rules.put("ConvInteger", (node, output) -> perElement(output, node.shape(1)));
    rules.put("QLinearConv", (node, output) -> perElement(output, node.shape(3)));
    rules.put("ConvTranspose", (node, output) -> perElement(node.shape(0), node.shape(1)));
    rules.put("Gemm", MultiplyAdds::gemm);
    for (String product : new String[] {"MatMul", "MatMulInteger", "QLinearMatMul"}) {
      rules.put(product, MultiplyAdds::matMul);
    }
    for (String recurrent : new String[] {"RNN", "GRU", "LSTM"}) {
      rules.put(recurrent, (node, output) -> recurrent(node));
    }
    return Map.copyOf(rules);
  }

  static boolean counts(Node node) {
    return node.domain().isEmpty() && RULES.containsKey(node.operator());
  }

  /**
   * The multiply-adds of a node whose operator {@linkplain #counts is counted}.
   *
   * @throws UnknownShapeException if a shape is unknown
   * @throws ArithmeticException if the count overflows
   */
  static long of(Operands node) {
    Rule rule = RULES.get(node.node().operator());
    if (rule == null) {
      throw new UnknownShapeException();
    }
    return rule.count(node, node.output());
  }

  /**
   * Each element of a convolution's output, or of a transposed convolution's input, meets the
   * weights of one channel: {@code C / group * kernel} of [M, C / group, kernel...].
   */
  private static long perElement(Shape elements, Shape weight) {
    UnknownShapeException.unless(weight.rank() > 0);
    long[] extents = weight.extents();
    Shape channel = Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
    return Math.multiplyExact(elements.elementCount(), channel.elementCount());
  }

  private static long gemm(Operands node, Shape output) {
    int inner = node.node().integer("transA", 0) != 0 ? 0 : 1;
    return Math.multiplyExact(output.elementCount(), node.shape(0, 2).extent(inner));
  }

  private static long matMul(Operands node, Shape output) {
    Shape left = node.shape(0, 1);
    return Math.multiplyExact(output.elementCount(), left.extent(left.rank() - 1));
  }

  /** At each step of each sequence all input weights and all recurrent weights are met once. */
  private static long recurrent(Operands node) {
    Shape input = node.shape(0);
    UnknownShapeException.unless(input.rank() == 3);
    long steps = Math.multiplyExact(input.extent(0), input.extent(1));
    long weights = Math.addExact(node.shape(1).elementCount(), node.shape(2).elementCount());
    return Math.multiplyExact(steps, weights);
  }
}
