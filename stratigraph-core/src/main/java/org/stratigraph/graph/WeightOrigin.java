package org.stratigraph.graph;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.tensor.Tensor;

/**
 * Where a weight is stored.
 *
 * @param initialiser its name
 * @param tensor its elements
 * @param transposed whether it passes an odd number of Transpose nodes on its way
 */
record WeightOrigin(String initialiser, Tensor tensor, boolean transposed) {
  /**
   * What exporters put between a stored tensor and its use. QuantizeLinear is here for networks
   * trained with rounding, whose real weights are rounded on each use.
   */
  private static final Set<String> PASSED =
      Set.of(
          "Identity",
          "Transpose",
          "Reshape",
          "Cast",
          "QuantizeLinear",
          "DequantizeLinear",
          "Squeeze",
          "Unsqueeze",
          "Flatten");

  /** The stored tensor behind a value; empty if it is computed from something else. */
  static Optional<WeightOrigin> of(Graph graph, String value) {
    String at = value;
    boolean transposed = false;
    while (true) {
      Tensor tensor = graph.initialisers().get(at);
      if (tensor != null) {
        return Optional.of(new WeightOrigin(at, tensor, transposed));
      }
      Optional<Node> producer = graph.producer(at);
      if (producer.isEmpty()
          || producer.get().inputs().isEmpty()
          || !PASSED.contains(producer.get().operator())) {
        return Optional.empty();
      }
      transposed ^= transposes(producer.get());
      at = producer.get().inputs().get(0);
    }
  }

  /** The stored tensor behind an input of a node; empty also if the node has no such input. */
  static Optional<WeightOrigin> of(Graph graph, Node node, int input) {
    return input < node.inputs().size() ? of(graph, node.inputs().get(input)) : Optional.empty();
  }

  private static boolean transposes(Node node) {
    return node.operator().equals("Transpose") && !node.integers("perm").equals(List.of(0L, 1L));
  }

  /** Whether all elements are the given value. */
  boolean isFilledWith(double value) {
    int count = (int) Math.min(tensor.elementCount(), Integer.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      if (tensor.get(i) != value) {
        return false;
      }
    }
    return true;
  }
}
