package org.stratigraph.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stratigraph.statistics.Spread;

/**
 * Mean criticality of groups of layers, such as stages, by category of network. Each network counts
 * alike, however many of its layers are in a group.
 *
 * @param groups their names, in the order of the networks' layers
 * @param rows all networks first, then each category in the order of the networks
 */
public record GroupMeans(List<String> groups, List<Row> rows) {
  /**
   * One row.
   *
   * @param category that the networks are of; empty for all networks
   * @param networks how many they are
   * @param means one a group, a fraction: over the networks, of each one's mean over its layers in
   *     the group; NaN where no network has such a layer
   */
  public record Row(Optional<String> category, int networks, List<Double> means) {
    public Row {
      means = List.copyOf(means);
    }
  }

  public GroupMeans {
    groups = List.copyOf(groups);
    rows = List.copyOf(rows);
  }

  /** By stage, as {@link LayerRole#stage}; layers without one are passed over. */
  public static GroupMeans byStage(Comparison comparison) {
    return of(comparison, LayerRole::stage);
  }

  /** By place in a block, as {@link LayerRole#operator}; layers outside of blocks are not in it. */
  public static GroupMeans byOperator(Comparison comparison) {
    return of(comparison, LayerRole::operator);
  }

  private static GroupMeans of(Comparison comparison, Function<LayerRole, String> group) {
    Map<String, Map<String, Double>> means = new LinkedHashMap<>();
    Set<String> groups = new LinkedHashSet<>();
    Function<MeasuredNetwork, List<LayerRole>> roles = LayerRole.ofEach();
    for (MeasuredNetwork network : comparison.networks()) {
      Map<String, Double> own = means(network, roles.apply(network), group);
      means.put(network.id(), own);
      groups.addAll(own.keySet());
    }
    // What comes last in a network comes last in the table, also if only the second has it.
    if (groups.remove("head")) {
      groups.add("head");
    }
    List<Row> rows = new ArrayList<>();
    rows.add(row(Optional.empty(), comparison.networks(), means, groups));
    for (String category : comparison.categories()) {
      List<MeasuredNetwork> members =
          comparison.networks().stream().filter(network -> network.isOf(category)).toList();
      rows.add(row(Optional.of(category), members, means, groups));
    }
    return new GroupMeans(List.copyOf(groups), rows);
  }

  private static Map<String, Double> means(
      MeasuredNetwork network, List<LayerRole> roles, Function<LayerRole, String> group) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (int i = 0; i < roles.size(); i++) {
      String name = group.apply(roles.get(i));
      if (!name.isEmpty()) {
        values
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(network.layers().get(i).criticality());
      }
    }
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach((name, list) -> means.put(name, Spread.of(list).mean()));
    return means;
  }

  private static Row row(
      Optional<String> category,
      List<MeasuredNetwork> members,
      Map<String, Map<String, Double>> means,
      Set<String> groups) {
    List<Double> row = new ArrayList<>();
    for (String group : groups) {
      List<Double> values = new ArrayList<>();
      for (MeasuredNetwork member : members) {
        values.add(means.getOrDefault(member.id(), Map.of()).getOrDefault(group, Double.NaN));
      }
      row.add(Spread.of(values).mean());
    }
    return new Row(category, members.size(), row);
  }
}
