package org.stratigraph.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stored tensors behind the values of a graph, through the nodes that exporters put between a
 * tensor and its use. Linear in the size of the graph.
 */
final class WeightOrigins {
  /**
   * Nodes that pass their first input on. QuantizeLinear is here for networks trained with
   * rounding, whose real weights are rounded on each use.
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

  private final Map<String, WeightOrigin> origins = new HashMap<>();

  WeightOrigins(Graph graph) {
    graph
        .initialisers()
        .forEach((name, tensor) -> origins.put(name, new WeightOrigin(name, tensor, false)));
    for (Node node : graph.nodes()) {
      if (PASSED.contains(node.operator()) && node.outputs().size() == 1) {
        of(node, 0)
            .ifPresent(
                origin ->
                    origins.put(
                        node.outputs().get(0),
                        new WeightOrigin(
                            origin.initialiser(),
                            origin.tensor(),
                            origin.transposed() ^ transposes(node))));
      }
    }
  }

  /** The stored tensor behind a value; empty if it is computed from something else. */
  Optional<WeightOrigin> of(String value) {
    return Optional.ofNullable(origins.get(value));
  }

  /** The stored tensor behind an input of a node; empty also if the node has no such input. */
  Optional<WeightOrigin> of(Node node, int input) {
    return input < node.inputs().size() ? of(node.inputs().get(input)) : Optional.empty();
  }

  private static boolean transposes(Node node) {
    return node.operator().equals("Transpose") && !node.integers("perm").equals(List.of(0L, 1L));
  }
}
