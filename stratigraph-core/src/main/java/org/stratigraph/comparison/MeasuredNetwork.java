package org.stratigraph.comparison;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A network that was measured, and what is known of how it came to be.
 *
 * @param id unique among the networks that it is compared to, such as {@code tv_resnet50}
 * @param name what the reader should call it; the id where nothing better is known
 * @param category of training method, such as {@code adversarial_training}; empty where unknown
 * @param accuracy top-1 on the network's own task, a fraction; empty where unknown
 * @param tags further facts by name, such as {@code eps} to {@code 2}; in the order given
 * @param layers those measured, in network order; never two of one name
 */
public record MeasuredNetwork(
    String id,
    String name,
    Optional<String> category,
    OptionalDouble accuracy,
    Map<String, String> tags,
    List<MeasuredLayer> layers) {
  /**
   * @throws IllegalArgumentException if two layers have one name
   */
  public MeasuredNetwork {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    layers = List.copyOf(layers);
    Set<String> names = new HashSet<>();
    for (MeasuredLayer layer : layers) {
      if (!names.add(layer.layer())) {
        throw new IllegalArgumentException("two layers named " + layer.layer() + " in " + id);
      }
    }
  }

  /** The layer of a name, if it was measured. Looks through all layers. */
  public Optional<MeasuredLayer> layer(String name) {
    return layers.stream().filter(layer -> layer.layer().equals(name)).findFirst();
  }

  /** The names of the layers, in network order. */
  public List<String> layerNames() {
    return layers.stream().map(MeasuredLayer::layer).toList();
  }

  /** Whether it is of a category. */
  public boolean isOf(String category) {
    return this.category.equals(Optional.of(category));
  }

  /** A number among the tags; empty where there is none of that name or it is no finite number. */
  public OptionalDouble number(String tag) {
    String text = tags.get(tag);
    if (text == null) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
