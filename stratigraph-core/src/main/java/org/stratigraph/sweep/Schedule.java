package org.stratigraph.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;

/**
 * Which stored values are computed when. The one evaluation of the untouched network leaves behind
 * what the late targets need, where values are small; before each of the early targets, only what
 * is missing for its boundary is computed, a second time, from what is there. The more targets
 * count as late, the less is computed twice, and the more is in memory at once.
 *
 * @param cuts the targets in the order in which they are measured
 * @param captured values that the evaluation of the untouched network leaves behind
 * @param advances what is computed before each target; as many as cuts
 * @param uses for each stored value, the first and the last time that it is there
 */
record Schedule(
    List<Cut> cuts, List<String> captured, List<Advance> advances, Map<String, Span> uses) {
  Schedule {
    cuts = List.copyOf(cuts);
    captured = List.copyOf(captured);
    advances = List.copyOf(advances);
  }

  /** A step of the untouched network: nodes, what they read and what they leave behind. */
  record Advance(List<Node> nodes, List<String> inputs, List<String> outputs) {
    Advance {
      nodes = List.copyOf(nodes);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }

    static final Advance NONE = new Advance(List.of(), List.of(), List.of());
  }

  /** From the making of a value to its last use, counted in targets; -1 is before the first. */
  record Span(int made, int last) {
    Span until(int time) {
      return new Span(made, Math.max(last, time));
    }
  }

  /**
   * A schedule.
   *
   * @param late the first target whose boundary the evaluation of the untouched network leaves
   *     behind, and those of all after it; the number of cuts for none
   */
  static Schedule of(Graph graph, Paths paths, List<Cut> cuts, int late) {
    Map<String, Span> uses = new LinkedHashMap<>();
    for (int time = late; time < cuts.size(); time++) {
      for (String value : computed(graph, cuts.get(time).boundary())) {
        int last = time;
        uses.merge(value, new Span(-1, last), (span, same) -> span.until(last));
      }
    }
    List<String> captured = List.copyOf(uses.keySet());
    List<Set<Node>> steps = steps(graph, paths, cuts, late);
    List<Set<String>> reads = new ArrayList<>();
    Map<String, Integer> maker = new HashMap<>();
    for (int time = 0; time < cuts.size(); time++) {
      Set<String> read = new LinkedHashSet<>();
      if (!steps.get(time).isEmpty()) {
        read.addAll(graph.boundary(paths.withConstants(graph, steps.get(time))));
      }
      reads.add(read);
      for (Node node : steps.get(time)) {
        for (String output : node.outputs()) {
          maker.put(output, time);
        }
      }
      Set<String> needed = new LinkedHashSet<>(read);
      needed.addAll(cuts.get(time).boundary());
      for (String value : computed(graph, needed)) {
        int now = time;
        uses.merge(
            value, new Span(maker.getOrDefault(value, time), now), (span, same) -> span.until(now));
      }
    }
    List<Advance> advances = new ArrayList<>();
    for (int time = 0; time < cuts.size(); time++) {
      int now = time;
      Set<Node> step = steps.get(time);
      Set<String> left = new TreeSet<>();
      for (Node node : step) {
        node.outputs().stream()
            .filter(value -> uses.containsKey(value) && uses.get(value).made() == now)
            .forEach(left::add);
      }
      advances.add(
          step.isEmpty()
              ? Advance.NONE
              : new Advance(
                  paths.withConstants(graph, step),
                  List.copyOf(reads.get(time)),
                  List.copyOf(left)));
    }
    return new Schedule(cuts, captured, advances, uses);
  }

  /** The nodes that are still to be evaluated before each target. */
  private static List<Set<Node>> steps(Graph graph, Paths paths, List<Cut> cuts, int late) {
    Set<Node> done = new HashSet<>();
    List<Set<Node>> steps = new ArrayList<>();
    for (Cut cut : cuts) {
      if (steps.size() >= late) {
        steps.add(Set.of());
        continue;
      }
      Set<Node> step = Paths.ancestors(graph, new HashSet<>(cut.boundary()));
      step.retainAll(paths.varying());
      step.removeAll(done);
      done.addAll(step);
      steps.add(step);
    }
    return steps;
  }

  /** Without the graph's inputs, which are always there. */
  private static List<String> computed(Graph graph, Iterable<String> values) {
    List<String> computed = new ArrayList<>();
    for (String value : values) {
      if (graph.producer(value).isPresent()) {
        computed.add(value);
      }
    }
    return computed;
  }

  /** The stored values with their sizes for a batch of n images. */
  List<Lifetime> lifetimes(Map<String, Extent> extents, int images) {
    List<Lifetime> lifetimes = new ArrayList<>();
    uses.forEach(
        (value, span) -> {
          Extent extent = extents.get(value);
          if (extent == null) {
            throw new IllegalStateException("no extent of '" + value + "'");
          }
          lifetimes.add(new Lifetime(value, span.made(), span.last(), extent.bytes(images)));
        });
    return lifetimes;
  }
}
