package org.stratigraph.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layers;
import org.stratigraph.tensor.Tensor;

/** What a checkpoint holds of a network. */
public final class Weights {
  private Weights() {}

  /**
   * The real-valued tensors of a graph by name, in its order: trained ones and running statistics.
   * Left out are scalars that belong to no layer, which are bounds and ratios of operators. For a
   * known architecture these are exactly the tensors that it needs.
   */
  public static Map<String, Tensor> of(Graph graph) {
    Set<String> ofLayers =
        Layers.of(graph).layers().stream()
            .flatMap(layer -> layer.parameters().stream())
            .map(parameter -> parameter.initialiser())
            .collect(Collectors.toSet());
    Map<String, Tensor> weights = new LinkedHashMap<>();
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              if (tensor.type().isFloatingPoint()
                  && (tensor.shape().rank() > 0 || ofLayers.contains(name))) {
                weights.put(name, tensor);
              }
            });
    return weights;
  }

  /** The name of the first tensor that holds a NaN or an infinity; empty for a sound network. */
  static Optional<String> firstNonFinite(Map<String, Tensor> weights) {
    for (Map.Entry<String, Tensor> entry : weights.entrySet()) {
      for (float value : entry.getValue().toFloats()) {
        if (!Float.isFinite(value)) {
          return Optional.of(entry.getKey());
        }
      }
    }
    return Optional.empty();
  }
}
