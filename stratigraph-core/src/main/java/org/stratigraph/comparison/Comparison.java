package org.stratigraph.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Networks that were measured alike, to be compared. They need not have the same layers.
 *
 * @param networks in the order in which they were given; never two of one id
 */
public record Comparison(List<MeasuredNetwork> networks) {
  /**
   * @throws IllegalArgumentException if two networks have one id
   */
  public Comparison {
    networks = List.copyOf(networks);
    Set<String> ids = new HashSet<>();
    for (MeasuredNetwork network : networks) {
      if (!ids.add(network.id())) {
        throw new IllegalArgumentException("two networks named " + network.id());
      }
    }
  }

  /** The network of an id, if it is there. */
  public Optional<MeasuredNetwork> network(String id) {
    return networks.stream().filter(network -> network.id().equals(id)).findFirst();
  }

  /**
   * The names of all layers: in the order of the first network, those of later networks that it has
   * not after them.
   */
  public List<String> layers() {
    Set<String> names = new LinkedHashSet<>();
    networks.forEach(network -> network.layers().forEach(layer -> names.add(layer.layer())));
    return new ArrayList<>(names);
  }

  /** The categories that networks are of, in the order of the networks. */
  public List<String> categories() {
    Set<String> categories = new LinkedHashSet<>();
    networks.forEach(network -> network.category().ifPresent(categories::add));
    return new ArrayList<>(categories);
  }
}
