package org.stratigraph.graph;

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
  /** What exporters put between a stored tensor and its use. */
  private static final Set<String> PASSED =
      Set.of(
          "Identity",
          "Transpose",
          "Reshape",
          "Cast",
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
      if (producer.isEmpty() || !PASSED.contains(producer.get().operator())) {
        return Optional.empty();
      }
      transposed ^= producer.get().operator().equals("Transpose");
      at = producer.get().inputs().get(0);
    }
  }
}
