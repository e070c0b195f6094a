package org.stratigraph.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How deep each node lies: the most layers on a path from an input to it. */
record LayerDepths(Graph graph) {
  /**
   * The depth of every node, itself included if it counts.
   *
   * @param counted the nodes that count as layers
   */
  Map<Node, Integer> of(Set<Node> counted) {
    Map<Node, Integer> depths = new HashMap<>();
    for (Node node : graph.nodes()) {
      int depth = 0;
      for (String value : node.dependencies()) {
        depth =
            Math.max(depth, graph.producer(value).map(p -> depths.getOrDefault(p, 0)).orElse(0));
      }
      depths.put(node, depth + (counted.contains(node) ? 1 : 0));
    }
    return depths;
  }
}
