package org.stratigraph.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.statistics.Draws;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/** Networks as they are before the first step of training. */
public final class Untrained {
  private Untrained() {}

  /**
   * The same network with every tensor of every layer drawn anew. Tensors that belong to no layer
   * stay as they are. Other draws than those of a random reset with the same seed, so that a reset
   * never restores the initial weights by accident.
   *
   * @param seed fixes every draw, whatever the machine
   * @throws UnusableInputException if a layer's tensor is not of 32-bit floating point
   */
  public static Graph of(Graph graph, Initialiser initialiser, long seed) {
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    for (Layer layer : Layers.of(graph).layers()) {
      for (Layer.Parameter parameter : layer.parameters()) {
        requireFloat(graph, parameter);
        drawn.put(
            parameter.initialiser(),
            initialiser.draw(
                layer,
                parameter,
                Draws.of(seed, "initial weights", layer.name(), parameter.role())));
      }
    }
    return graph.withInitialisers(drawn);
  }

  private static void requireFloat(Graph graph, Layer.Parameter parameter) {
    Tensor tensor = graph.initialisers().get(parameter.initialiser());
    if (tensor == null || tensor.type() != ElementType.FLOAT32) {
      throw new UnusableInputException(
          "The tensor %s holds %s values; a network is trained in 32-bit floating point. Export it with such."
              .formatted(parameter.initialiser(), tensor == null ? "no" : tensor.type()));
    }
  }
}
