package org.stratigraph.pytorch;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Node;

/** Where the trunk of a network ends: before its last layer that is no norm. */
final class LastLayer {
  private LastLayer() {}

  /**
   * The value that enters the last layer.
   *
   * @throws UnusableInputException if the network has no layer
   */
  static String input(Graph graph) {
    Set<Node> layers = new HashSet<>();
    for (Layer layer : Layers.of(graph).layers()) {
      if (layer.kind() != LayerKind.NORM) {
        layers.addAll(layer.nodes());
      }
    }
    Set<String> computed = new LinkedHashSet<>(List.of(graph.inputs().get(0).name()));
    String last = "";
    for (Node node : graph.nodes()) {
      List<String> entering = node.inputs().stream().filter(computed::contains).toList();
      if (!entering.isEmpty()) {
        computed.addAll(node.outputs());
        last = layers.contains(node) ? entering.get(0) : last;
      }
    }
    if (last.isEmpty()) {
      throw new UnusableInputException(
          "The network cannot be trained contrastively: it has no layer before which its trunk could end.");
    }
    return last;
  }
}
