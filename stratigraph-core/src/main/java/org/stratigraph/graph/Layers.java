package org.stratigraph.graph;

import java.util.List;

/**
 * The layers of a network, found by their trained tensors.
 *
 * @param layers in topological order of their first nodes
 * @param unassigned trained tensors and nodes that make no layer, and why
 */
public record Layers(List<Layer> layers, List<Unassigned> unassigned) {
  public Layers {
    layers = List.copyOf(layers);
    unassigned = List.copyOf(unassigned);
  }

  /**
   * Finds the layers of a graph: the nodes that convolve, multiply, normalise, look up or recur
   * with a stored real tensor, also where an exporter puts Identity, Transpose, Reshape, Cast,
   * DequantizeLinear or the like between the two. Linear in the size of the graph.
   */
  public static Layers of(Graph graph) {
    return new LayerFinder(graph).find();
  }

  /**
   * A node, or a tensor, that might have been a layer.
   *
   * @param node its name
   * @param reason why it is none; a clause
   */
  public record Unassigned(String node, String reason) {}
}
