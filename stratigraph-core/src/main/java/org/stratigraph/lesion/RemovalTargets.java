package org.stratigraph.lesion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.LayerBypass;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Removable;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.sweep.Target;

/** Below which node a removal changes anything, so that what lies above is not computed again. */
final class RemovalTargets {
  private final Graph graph;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<String, Set<Node>> reached = new HashMap<>();
  private final Target whole;

  RemovalTargets(Graph graph) {
    this.graph = graph;
    Set<Node> first = new HashSet<>();
    graph.inputs().forEach(input -> first.addAll(graph.consumers(input.name())));
    this.whole = new Target("whole network", first);
  }

  /** The target of a variant: that of the one of its parts which leads to all others. */
  Target of(Variant variant) {
    Set<Node> changed = new HashSet<>();
    variant.removed().forEach(part -> changed.addAll(changed(part)));
    for (Removable part : variant.removed()) {
      if (reached(part).containsAll(changed)) {
        return register(new Target(part.label(), changed(part)));
      }
    }
    return register(whole);
  }

  /** The targets of all variants so far. */
  List<Target> all() {
    return List.copyOf(targets.values());
  }

  private Target register(Target target) {
    return targets.computeIfAbsent(target.name(), name -> target);
  }

  private Set<Node> reached(Removable part) {
    return reached.computeIfAbsent(
        part.label(), label -> new HashSet<>(graph.descendants(changed(part))));
  }

  /** The nodes that are replaced: what enters them from outside stays available. */
  private Set<Node> changed(Removable part) {
    if (part instanceof LayerBypass bypass) {
      return new LinkedHashSet<>(bypass.nodes());
    }
    return Set.of(((ResidualBlock) part).join());
  }
}
