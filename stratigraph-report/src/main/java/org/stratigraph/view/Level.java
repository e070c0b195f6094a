package org.stratigraph.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.graph.Layer;

/**
 * A network at one depth of detail: boxes, and groups closed to single items.
 *
 * @param items in topological order
 * @param wires between items, by their indices; from smaller to larger; sorted
 */
record Level(List<Item> items, List<CondensedGraph.Wire> wires) {
  /**
   * A box, or a closed group.
   *
   * @param group the closed group's name; empty for a box
   * @param boxes the box, or those in the group, in topological order; never empty
   * @param path the open groups around it, outermost first
   */
  record Item(Optional<String> group, List<Box> boxes, List<String> path) {
    Item {
      boxes = List.copyOf(boxes);
      path = List.copyOf(path);
    }

    /** All layers in it; each is in one item of a level. */
    List<Layer> layers() {
      return boxes.stream().flatMap(box -> box.layers().stream()).toList();
    }

    Box box() {
      return boxes.get(0);
    }
  }

  Level {
    items = List.copyOf(items);
    wires = List.copyOf(wires);
  }

  /**
   * Closes groups.
   *
   * @param depth how many groups deep a box may lie before it vanishes in a closed one, from 1;
   *     more than there are to close none. A group that would feed itself if it were closed stays
   *     open
   */
  static Level of(CondensedGraph graph, Grouping grouping, int depth) {
    int count = graph.boxes().size();
    List<List<String>> paths = grouping.paths();
    Set<String> open = new HashSet<>();
    while (true) {
      int[] itemOf = new int[count];
      Map<String, Integer> closed = new HashMap<>();
      List<Optional<String>> groups = new ArrayList<>();
      for (int box = 0; box < count; box++) {
        Optional<String> group = closing(paths.get(box), depth, open);
        int next = groups.size();
        itemOf[box] = group.map(g -> closed.computeIfAbsent(g, none -> next)).orElse(next);
        if (itemOf[box] == next) {
          groups.add(group);
        }
      }
      Set<CondensedGraph.Wire> arcs = new TreeSet<>();
      List<int[]> pairs = new ArrayList<>();
      for (CondensedGraph.Wire wire : graph.wires()) {
        int from = itemOf[wire.from()];
        int to = itemOf[wire.to()];
        if (from != to) {
          pairs.add(new int[] {from, to});
        }
      }
      int[] rank = order(groups.size(), pairs);
      int[] fromEnd = order(groups.size(), reversed(pairs));
      boolean cyclic = false;
      for (int item = 0; item < groups.size(); item++) {
        if (rank[item] < 0 && fromEnd[item] < 0 && groups.get(item).isPresent()) {
          open.add(groups.get(item).get());
          cyclic = true;
        }
      }
      if (!cyclic) {
        pairs.forEach(pair -> arcs.add(new CondensedGraph.Wire(rank[pair[0]], rank[pair[1]])));
        return new Level(items(graph, paths, groups, itemOf, rank), List.copyOf(arcs));
      }
    }
  }

  private static Optional<String> closing(List<String> path, int depth, Set<String> open) {
    for (int i = Math.min(depth, path.size() + 1) - 1; i < path.size(); i++) {
      if (!open.contains(path.get(i))) {
        return Optional.of(path.get(i));
      }
    }
    return Optional.empty();
  }

  private static List<Item> items(
      CondensedGraph graph,
      List<List<String>> paths,
      List<Optional<String>> groups,
      int[] itemOf,
      int[] rank) {
    Map<Integer, List<Integer>> boxes = new LinkedHashMap<>();
    for (int box = 0; box < itemOf.length; box++) {
      boxes.computeIfAbsent(rank[itemOf[box]], item -> new ArrayList<>()).add(box);
    }
    List<Item> items = new ArrayList<>();
    int[] old = new int[rank.length];
    for (int item = 0; item < rank.length; item++) {
      old[rank[item]] = item;
    }
    for (int item = 0; item < rank.length; item++) {
      List<Integer> inside = boxes.getOrDefault(item, List.of());
      Optional<String> group = groups.get(old[item]);
      List<String> path = paths.get(inside.get(0));
      items.add(
          new Item(
              group,
              inside.stream().map(graph.boxes()::get).toList(),
              group.map(g -> path.subList(0, path.indexOf(g))).orElse(path)));
    }
    return items;
  }

  private static List<int[]> reversed(List<int[]> pairs) {
    return pairs.stream().map(pair -> new int[] {pair[1], pair[0]}).toList();
  }

  /** A topological order, the smallest index first; -1 for what lies in or behind a cycle. */
  private static int[] order(int count, List<int[]> pairs) {
    List<List<Integer>> after = new ArrayList<>();
    int[] missing = new int[count];
    int[] rank = new int[count];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < count; i++) {
      after.add(new ArrayList<>());
      rank[i] = -1;
    }
    for (int[] pair : pairs) {
      after.get(pair[0]).add(pair[1]);
      missing[pair[1]]++;
    }
    for (int i = 0; i < count; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    int next = 0;
    while (!ready.isEmpty()) {
      int item = ready.remove();
      rank[item] = next++;
      for (int to : after.get(item)) {
        if (--missing[to] == 0) {
          ready.add(to);
        }
      }
    }
    return rank;
  }
}
