package org.stratigraph.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages and blocks that boxes belong to: what the names of layers have in common before a
 * point or slash. {@code layer1.0.conv1} belongs to {@code layer1.0}, which belongs to {@code
 * layer1}.
 *
 * <p>A prefix is no group if a single box has it, if most of the network has it ({@code features}),
 * or if a longer one says the same. A box without a layer belongs to the group that its own name
 * leads to, else to that of the last box that feeds it where it joins several, else to what the
 * boxes around it have in common.
 */
final class Grouping {
  /** A group that holds more of the network than this divides nothing. */
  private static final double LARGEST_SHARE = 0.7;

  /**
   * Deeper nesting is no help for reading, and names of a million points must not cost a million.
   */
  private static final int DEEPEST = 12;

  private static final String SEPARATORS = "./";

  private final CondensedGraph graph;

  /** For each group its place among all, in order of appearance. */
  private final Map<String, Integer> groups = new LinkedHashMap<>();

  private final List<List<String>> paths = new ArrayList<>();
  private final int[] lastFeeder;
  private final List<List<Integer>> feeders = new ArrayList<>();
  private final List<List<Integer>> fed = new ArrayList<>();

  private Grouping(CondensedGraph graph) {
    this.graph = graph;
    int count = graph.boxes().size();
    this.lastFeeder = new int[count];
    for (int i = 0; i < count; i++) {
      feeders.add(new ArrayList<>());
      fed.add(new ArrayList<>());
    }
    for (CondensedGraph.Wire wire : graph.wires()) {
      feeders.get(wire.to()).add(wire.from());
      fed.get(wire.from()).add(wire.to());
      lastFeeder[wire.to()] = Math.max(lastFeeder[wire.to()], wire.from());
    }
    findGroups();
    for (int i = 0; i < count; i++) {
      Box box = graph.boxes().get(i);
      paths.add(
          switch (box.kind()) {
            case LAYER, REUSE -> path(box.name());
            case INPUT, OUTPUT -> List.of();
            case OPERATION -> ofOperation(i);
          });
    }
  }

  static Grouping of(CondensedGraph graph) {
    return new Grouping(graph);
  }

  /** For each box the groups that it is in, outermost first. */
  List<List<String>> paths() {
    return paths;
  }

  /** The largest number of groups that a box is in. */
  int depth() {
    return paths.stream().mapToInt(List::size).max().orElse(0);
  }

  private void findGroups() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    int layers = 0;
    for (Box box : graph.boxes()) {
      if (box.kind() == Box.Kind.LAYER) {
        layers++;
        prefixes(box.name()).forEach(prefix -> sizes.merge(prefix, 1, Integer::sum));
      }
    }
    Map<String, Integer> sayNoMore = new HashMap<>();
    for (Map.Entry<String, Integer> entry : sizes.entrySet()) {
      List<String> shorter = prefixes(entry.getKey());
      if (!shorter.isEmpty()) {
        sayNoMore.merge(shorter.get(shorter.size() - 1), entry.getValue(), Math::max);
      }
    }
    for (Map.Entry<String, Integer> entry : sizes.entrySet()) {
      int size = entry.getValue();
      boolean saysNoMore = sayNoMore.getOrDefault(entry.getKey(), 0) == size;
      if (size > 1 && size <= LARGEST_SHARE * layers && !saysNoMore) {
        groups.put(entry.getKey(), groups.size());
      }
    }
  }

  private List<String> path(String name) {
    return prefixes(name).stream().filter(groups::containsKey).toList();
  }

  private List<String> ofOperation(int index) {
    Optional<List<String>> named = named(graph.boxes().get(index).name());
    if (named.isPresent()) {
      return named.get();
    }
    List<Integer> before = feeders.get(index);
    if (before.size() > 1) {
      return paths.get(lastFeeder[index]);
    }
    List<String> common = before.isEmpty() ? List.of() : paths.get(before.get(0));
    for (int after : fed.get(index)) {
      Box box = graph.boxes().get(after);
      common = common(common, box.kind() == Box.Kind.LAYER ? path(box.name()) : common);
    }
    return common;
  }

  /**
   * The longest group that an exporter's node name leads to: {@code layer1.0.add}, or {@code
   * /layer1/layer1.0/Add}, whose parts are names by themselves.
   */
  private Optional<List<String>> named(String name) {
    if (name.length() > 1000) {
      return Optional.empty();
    }
    List<List<String>> found = new ArrayList<>();
    found.add(path(name));
    Set<String> parts = new HashSet<>(List.of(name.split("/", -1)));
    parts.stream().sorted().map(part -> path(part + "/")).forEach(found::add);
    return found.stream()
        .filter(path -> !path.isEmpty())
        .max(Comparator.comparingInt(path -> path.get(path.size() - 1).length()));
  }

  private static List<String> common(List<String> left, List<String> right) {
    int length = 0;
    while (length < Math.min(left.size(), right.size())
        && left.get(length).equals(right.get(length))) {
      length++;
    }
    return left.subList(0, length);
  }

  /** What stands before each separator of a name, shortest first; nothing of an odd name. */
  static List<String> prefixes(String name) {
    List<String> prefixes = new ArrayList<>();
    int end = Math.min(name.length(), 1000);
    for (int i = 1; i < end && prefixes.size() < DEEPEST; i++) {
      boolean separator = SEPARATORS.indexOf(name.charAt(i)) >= 0;
      if (separator && SEPARATORS.indexOf(name.charAt(i - 1)) < 0) {
        prefixes.add(name.substring(0, i));
      }
    }
    return prefixes;
  }
}
