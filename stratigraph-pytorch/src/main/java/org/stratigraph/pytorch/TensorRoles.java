package org.stratigraph.pytorch;

import java.util.LinkedHashSet;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;

/**
 * The tensors of a graph's layers by what training does to them.
 *
 * @param trained by gradients
 * @param running measured by batch norms
 */
record TensorRoles(Set<String> trained, Set<String> running) {
  static TensorRoles of(Graph graph) {
    Set<String> trained = new LinkedHashSet<>();
    Set<String> running = new LinkedHashSet<>();
    for (Layer layer : Layers.of(graph).layers()) {
      for (Layer.Parameter parameter : layer.parameters()) {
        boolean measured = parameter.role().startsWith("running_");
        (measured ? running : trained).add(parameter.initialiser());
      }
    }
    return new TensorRoles(trained, running);
  }

  /** Whether a tensor belongs to a layer. */
  boolean contains(String name) {
    return trained.contains(name) || running.contains(name);
  }
}
