package org.stratigraph.sweep;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Node;

/**
 * Something to be changed.
 *
 * @param name unique among the targets of a sweep
 * @param changed the nodes whose results change directly; what depends on them changes too
 */
public record Target(String name, Set<Node> changed) {
  public Target {
    changed = Set.copyOf(changed);
  }

  /** A layer whose stored tensors change: every node that reads one of them. */
  public static Target of(Graph graph, Layer layer) {
    Set<Node> readers = new LinkedHashSet<>(layer.nodes());
    layer.parameters().stream()
        .map(parameter -> graph.consumers(parameter.initialiser()))
        .forEach((Collection<Node> nodes) -> readers.addAll(nodes));
    return new Target(layer.name(), readers);
  }
}
