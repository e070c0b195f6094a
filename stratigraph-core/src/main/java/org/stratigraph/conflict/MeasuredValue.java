package org.stratigraph.conflict;

import java.util.List;
import org.stratigraph.graph.Layer;

/**
 * A value of a network whose bundles are measured.
 *
 * @param name of the layer or block that gives it
 * @param value its name in the graph
 * @param layers whose tensors count as its own, norm layers among them; never empty
 */
public record MeasuredValue(String name, String value, List<Layer> layers) {
  public MeasuredValue {
    layers = List.copyOf(layers);
  }
}
