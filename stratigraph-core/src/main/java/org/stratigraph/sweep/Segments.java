package org.stratigraph.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.tensor.Tensor;

/**
 * A network cut across at values that everything goes through, such as the sums of a residual
 * network. What lies behind such a value is the same for all changes before it, so it is made ready
 * once; only the segment that a change lies in is made ready anew.
 *
 * @param list the segments in order; never empty
 */
record Segments(List<Segment> list) {
  /** As many as make one segment cheap, and few enough that each gives the engine work. */
  private static final int WANTED = 8;

  /** What making a node ready costs, in bytes of tensors that take as long. */
  private static final long NODE = 32L << 10;

  /** Operators that the engine computes together with the one before, when both are in a part. */
  private static final Set<String> FUSED =
      Set.of("Relu", "LeakyRelu", "Clip", "Sigmoid", "Tanh", "HardSigmoid");

  Segments {
    list = List.copyOf(list);
  }

  /**
   * A segment.
   *
   * @param nodes those that depend on the images, in topological order
   * @param input the only value that enters it
   * @param output the only value that leaves it
   */
  record Segment(List<Node> nodes, String input, String output) {
    Segment {
      nodes = List.copyOf(nodes);
    }
  }

  /** About equally costly segments, as far as the network can be cut. */
  static Segments of(Graph graph, Paths paths) {
    List<Node> order = graph.nodes().stream().filter(paths.varying()::contains).toList();
    String output = graph.outputs().get(0).name();
    Map<String, Integer> lastUse = lastUses(order, output);
    long wanted = order.stream().mapToLong(node -> cost(graph, node)).sum() / WANTED;
    List<Segment> segments = new ArrayList<>();
    Set<String> live = new HashSet<>();
    String input = graph.inputs().get(0).name();
    live.add(input);
    int start = 0;
    long cost = 0;
    for (int i = 0; i < order.size() - 1; i++) {
      Node node = order.get(i);
      cost += cost(graph, node);
      int now = i;
      node.outputs().stream()
          .filter(value -> lastUse.getOrDefault(value, -1) > now)
          .forEach(live::add);
      live.removeIf(value -> lastUse.getOrDefault(value, -1) <= now);
      if (cost >= wanted
          && live.size() == 1
          && node.outputs().containsAll(live)
          && !FUSED.contains(order.get(i + 1).operator())) {
        String neck = live.iterator().next();
        segments.add(new Segment(order.subList(start, i + 1), input, neck));
        input = neck;
        start = i + 1;
        cost = 0;
      }
    }
    segments.add(new Segment(order.subList(start, order.size()), input, output));
    return new Segments(segments);
  }

  /** The whole network in one. */
  static Segments whole(Graph graph, Paths paths) {
    return new Segments(
        List.of(
            new Segment(
                graph.nodes().stream().filter(paths.varying()::contains).toList(),
                graph.inputs().get(0).name(),
                graph.outputs().get(0).name())));
  }

  private static Map<String, Integer> lastUses(List<Node> order, String output) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      for (String value : order.get(i).dependencies()) {
        last.put(value, i);
      }
    }
    last.put(output, order.size());
    return last;
  }

  private static long cost(Graph graph, Node node) {
    long bytes = NODE;
    for (String value : node.dependencies()) {
      Tensor tensor = graph.initialisers().get(value);
      bytes += tensor == null ? 0 : tensor.bytes().remaining();
    }
    return bytes;
  }

  int count() {
    return list.size();
  }

  /** The last segment that has one of the nodes; 0 if none has. */
  int last(Set<Node> nodes) {
    for (int i = list.size() - 1; i > 0; i--) {
      if (list.get(i).nodes().stream().anyMatch(nodes::contains)) {
        return i;
      }
    }
    return 0;
  }

  /** The nodes of the segments from one on. */
  Set<Node> from(int segment) {
    Set<Node> nodes = new HashSet<>();
    list.subList(segment, list.size()).forEach(s -> nodes.addAll(s.nodes()));
    return nodes;
  }

  /** Names of the values between segments. */
  List<String> necks() {
    return list.stream().skip(1).map(Segment::input).toList();
  }
}
