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
 * @param head the nodes of the part that are made ready for each change; the segments from {@code
 *     tail} on do not differ from those of the untouched network
 * @param tail the first such segment; the number of segments if there is none
 */
record Cut(Target target, List<Node> part, List<String> boundary, List<Node> head, int tail) {
  Cut {
    part = List.copyOf(part);
    boundary = List.copyOf(boundary);
    head = List.copyOf(head);
  }

  /**
   * The cut below a target; its part is empty if the target does not reach the output.
   *
   * @param paths what lies between the graph's input and its output
   */
  static Cut below(Graph graph, Paths paths, Segments segments, Target target) {
    Set<Node> reached = new LinkedHashSet<>(graph.descendants(target.changed()));
    reached.retainAll(paths.toOutput());
    if (reached.stream().noneMatch(paths.varying()::contains)) {
      return new Cut(target, List.of(), List.of(), List.of(), segments.count());
    }
    return around(graph, paths, segments, target, reached);
  }

  /** The cut around the whole network, fed by the images alone. */
  static Cut whole(Graph graph, Paths paths, Segments segments, Target target) {
    return around(graph, paths, segments, target, paths.toOutput());
  }

  private static Cut around(
      Graph graph, Paths paths, Segments segments, Target target, Collection<Node> nodes) {
    List<Node> part = paths.withConstants(graph, nodes);
    int tail = segments.last(changed(graph, paths, target)) + 1;
    Set<Node> head = new HashSet<>(nodes);
    head.removeAll(segments.from(tail));
    return new Cut(
        target, part, List.copyOf(graph.boundary(part)), paths.withConstants(graph, head), tail);
  }

  /** The nodes that read what changes, be it through values that do not depend on the images. */
  private static Set<Node> changed(Graph graph, Paths paths, Target target) {
    Set<Node> changed = new HashSet<>(target.changed());
    for (Node node : graph.descendants(target.changed())) {
      if (paths.constant().contains(node)) {
        node.outputs().forEach(value -> changed.addAll(graph.consumers(value)));
      }
    }
    return changed;
  }
}
