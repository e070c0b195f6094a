package org.stratigraph.graph;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * A layer that leaves the shape as it is, with the norm and the activation that follow it. Without
 * them, what enters the layer goes on.
 *
 * @param name the name of the layer
 * @param start the value that enters the layer
 * @param end what comes out behind the norm and the activation
 * @param nodes the nodes from the layer to the end, in topological order
 * @param layers the layer and the norms that follow it
 * @param shape the shape of both values for one image
 */
public record LayerBypass(
    String name, String start, String end, List<Node> nodes, List<Layer> layers, Shape shape)
    implements Removable {
  public LayerBypass {
    nodes = List.copyOf(nodes);
    layers = List.copyOf(layers);
  }

  @Override
  public String label() {
    return "layer " + name;
  }

  @Override
  public String value() {
    return end;
  }

  @Override
  public String replacement() {
    return start;
  }
}
