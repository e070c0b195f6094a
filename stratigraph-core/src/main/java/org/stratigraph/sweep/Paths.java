package org.stratigraph.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Value;

/**
 * Which nodes matter for the output of a graph.
 *
 * @param toOutput the nodes that the output depends on
 * @param varying those of them that depend on the images
 * @param constant those of them that do not, such as a transposed weight
 */
record Paths(Set<Node> toOutput, Set<Node> varying, Set<Node> constant) {
  static Paths of(Graph graph) {
    Set<String> needed = new HashSet<>();
    graph.outputs().forEach(output -> needed.add(output.name()));
    Set<Node> toOutput = ancestors(graph, needed);
    List<Node> readers = new ArrayList<>();
    for (Value input : graph.inputs()) {
      readers.addAll(graph.consumers(input.name()));
    }
    Set<Node> varying = new HashSet<>(graph.descendants(readers));
    varying.retainAll(toOutput);
    Set<Node> constant = new HashSet<>(toOutput);
    constant.removeAll(varying);
    return new Paths(toOutput, varying, constant);
  }

  /** The nodes and the image-independent nodes that they need, in topological order. */
  List<Node> withConstants(Graph graph, Collection<Node> nodes) {
    Set<String> needed = new HashSet<>();
    nodes.forEach(node -> needed.addAll(node.dependencies()));
    Set<Node> all = ancestors(graph, needed);
    all.retainAll(constant);
    all.addAll(nodes);
    return graph.nodes().stream().filter(all::contains).toList();
  }

  /** The nodes that the outputs depend on where some values are given, in topological order. */
  static List<Node> needed(Graph graph, Collection<String> given) {
    Set<String> outputs = new HashSet<>();
    graph.outputs().forEach(output -> outputs.add(output.name()));
    Set<Node> needed = ancestors(graph, outputs, Set.copyOf(given));
    return graph.nodes().stream().filter(needed::contains).toList();
  }

  /** The nodes that the given values depend on. */
  static Set<Node> ancestors(Graph graph, Set<String> values) {
    return ancestors(graph, values, Set.of());
  }

  private static Set<Node> ancestors(Graph graph, Set<String> values, Set<String> given) {
    Set<String> needed = new HashSet<>(values);
    needed.removeAll(given);
    Set<Node> ancestors = new HashSet<>();
    ListIterator<Node> backwards = graph.nodes().listIterator(graph.nodes().size());
    while (backwards.hasPrevious()) {
      Node node = backwards.previous();
      if (node.outputs().stream().anyMatch(needed::contains)) {
        ancestors.add(node);
        node.dependencies().stream().filter(value -> !given.contains(value)).forEach(needed::add);
      }
    }
    return ancestors;
  }
}
