package org.stratigraph.view;

import java.util.List;
import org.stratigraph.graph.Graph;

/**
 * A network condensed for reading: every layer in exactly one box, and no weights, constants or
 * arithmetic of shapes.
 *
 * @param boxes in topological order
 * @param wires which box feeds which; never from a later to an earlier one, never twice the same;
 *     sorted
 */
record CondensedGraph(List<Box> boxes, List<Wire> wires) {
  /**
   * One box feeds another.
   *
   * @param from index of the box that gives
   * @param to index of the box that takes; larger than {@code from}
   */
  record Wire(int from, int to) implements Comparable<Wire> {
    @Override
    public int compareTo(Wire other) {
      return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
    }
  }

  CondensedGraph {
    boxes = List.copyOf(boxes);
    wires = List.copyOf(wires);
    for (Wire wire : wires) {
      if (wire.from() >= wire.to()) {
        throw new IllegalArgumentException("a wire leads back: " + wire);
      }
    }
  }

  /**
   * Condenses a graph. Left out are stored tensors and nodes that do not depend on the images, but
   * for layers (a position embedding). Norms, activations and other operators that change each
   * value by itself fold into the box before them where nothing else uses what is between.
   */
  static CondensedGraph of(Graph graph) {
    return new Condenser(graph).condense();
  }
}
