package org.stratigraph.sweep;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;

/**
 * The part of a network that a target's change reaches.
 *
 * @param target what changes
 * @param part the nodes to evaluate again, in topological order: everything between the change and
 *     the output, and the image-independent nodes that feed it
 * @param boundary the values that enter the part, in first-use order
 */
record Cut(Target target, List<Node> part, List<String> boundary) {
  Cut {
    part = List.copyOf(part);
    boundary = List.copyOf(boundary);
  }

  /**
   * The cut below a target; its part is empty if the target does not reach the output.
   *
   * @param paths what lies between the graph's input and its output
   */
  static Cut below(Graph graph, Paths paths, Target target) {
    Set<Node> reached = new LinkedHashSet<>(graph.descendants(target.changed()));
    reached.retainAll(paths.toOutput());
    if (reached.stream().noneMatch(paths.varying()::contains)) {
      return new Cut(target, List.of(), List.of());
    }
    return around(graph, paths, target, reached);
  }

  /** The cut around the whole network, fed by the images alone. */
  static Cut whole(Graph graph, Paths paths, Target target) {
    return around(graph, paths, target, paths.toOutput());
  }

  private static Cut around(Graph graph, Paths paths, Target target, Collection<Node> nodes) {
    Set<Node> part = new HashSet<>(nodes);
    part.addAll(paths.constant());
    List<Node> ordered = graph.nodes().stream().filter(part::contains).toList();
    return new Cut(target, ordered, List.copyOf(graph.boundary(ordered)));
  }
}
