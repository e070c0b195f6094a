package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.LayerRole;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;

/**
 * The layers of several networks side by side.
 *
 * <p>Networks of one architecture are aligned by names. Where a network shares fewer than half of
 * its layers with the largest network (same name and same place in a block), all are aligned by
 * role and relative depth instead: stem to stem, head to head, downsampling to downsampling, and of
 * the other layers the one that lies as far into its network. A shorter network then has layers
 * that stand in several columns.
 *
 * @param columns the layers of the columns; all names, or those of the largest network
 * @param cells the layer of each network in each column, by the network's id
 * @param reference the network whose layers the columns are; empty if aligned by names
 */
record Alignment(
    List<LayerRole> columns,
    Map<String, List<Optional<MeasuredLayer>>> cells,
    Optional<MeasuredNetwork> reference) {
  private static final String STEM = "stem";
  private static final String HEAD = "head";

  static Alignment of(Comparison comparison) {
    Optional<MeasuredNetwork> largest = Optional.empty();
    for (MeasuredNetwork network : comparison.networks()) {
      if (network.layers().size() > largest.map(n -> n.layers().size()).orElse(-1)) {
        largest = Optional.of(network);
      }
    }
    if (largest.isEmpty()) {
      return new Alignment(List.of(), Map.of(), Optional.empty());
    }
    Function<MeasuredNetwork, List<LayerRole>> roles = LayerRole.ofEach();
    Map<String, LayerRole> reference = new LinkedHashMap<>();
    roles.apply(largest.get()).forEach(role -> reference.put(role.layer(), role));
    boolean alike =
        comparison.networks().stream()
            .allMatch(network -> isAlike(roles.apply(network), reference));
    return alike ? byName(comparison) : byPlace(comparison, largest.get(), roles);
  }

  private static boolean isAlike(List<LayerRole> roles, Map<String, LayerRole> reference) {
    long shared =
        roles.stream()
            .filter(
                role -> {
                  LayerRole other = reference.get(role.layer());
                  return other != null && other.operator().equals(role.operator());
                })
            .count();
    return 2 * shared >= roles.size();
  }

  private static Alignment byName(Comparison comparison) {
    List<LayerRole> columns = List.copyOf(LayerRole.of(comparison).values());
    Map<String, List<Optional<MeasuredLayer>>> cells = new HashMap<>();
    for (MeasuredNetwork network : comparison.networks()) {
      Map<String, MeasuredLayer> layers = new HashMap<>();
      network.layers().forEach(layer -> layers.put(layer.layer(), layer));
      cells.put(
          network.id(),
          columns.stream().map(role -> Optional.ofNullable(layers.get(role.layer()))).toList());
    }
    return new Alignment(columns, cells, Optional.empty());
  }

  private static Alignment byPlace(
      Comparison comparison,
      MeasuredNetwork largest,
      Function<MeasuredNetwork, List<LayerRole>> roles) {
    List<LayerRole> columns = roles.apply(largest);
    Map<String, List<Integer>> wanted = byPart(columns);
    Map<String, List<Optional<MeasuredLayer>>> cells = new HashMap<>();
    for (MeasuredNetwork network : comparison.networks()) {
      Map<String, List<Integer>> own = byPart(roles.apply(network));
      List<Optional<MeasuredLayer>> row = new ArrayList<>();
      columns.forEach(column -> row.add(Optional.empty()));
      wanted.forEach(
          (part, places) -> {
            List<Integer> layers = own.getOrDefault(part, List.of());
            for (int i = 0; i < places.size() && !layers.isEmpty(); i++) {
              int nearest = (int) ((2L * i + 1) * layers.size() / (2L * places.size()));
              row.set(places.get(i), Optional.of(network.layers().get(layers.get(nearest))));
            }
          });
      cells.put(network.id(), List.copyOf(row));
    }
    return new Alignment(columns, cells, Optional.of(largest));
  }

  /** The indices of the layers of each part of a network, in order. */
  private static Map<String, List<Integer>> byPart(List<LayerRole> roles) {
    Map<String, List<Integer>> parts = new LinkedHashMap<>();
    boolean stem = roles.stream().anyMatch(role -> role.stage().equals(STEM));
    boolean head = roles.stream().anyMatch(role -> role.stage().equals(HEAD));
    for (int i = 0; i < roles.size(); i++) {
      String part = part(roles.get(i));
      // The ends of a network are its ends, whatever their names.
      if (!stem && i == 0) {
        part = STEM;
      } else if (!head && i == roles.size() - 1) {
        part = HEAD;
      }
      parts.computeIfAbsent(part, name -> new ArrayList<>()).add(i);
    }
    return parts;
  }

  private static String part(LayerRole role) {
    boolean end = role.stage().equals(STEM) || role.stage().equals(HEAD);
    boolean aside = role.operator().equals("downsample");
    return end ? role.stage() : aside ? role.operator() : "";
  }
}
