package org.stratigraph.store;

import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.comparison.MeasuredNetwork;

/**
 * Of which networks and layers of a comparison the measurements are wanted. The others are there
 * too, without them: of hundreds of networks with hundreds of layers nobody looks at all at once.
 *
 * @param network the place of the only network, from 0; empty for all
 * @param layer the name of the only layer; empty for all
 */
public record ComparisonPart(OptionalInt network, Optional<String> layer) {
  /** Everything. */
  public static final ComparisonPart ALL =
      new ComparisonPart(OptionalInt.empty(), Optional.empty());

  /** All layers of one network. */
  public static ComparisonPart ofNetwork(int place) {
    return new ComparisonPart(OptionalInt.of(place), Optional.empty());
  }

  /** One layer of all networks. */
  public static ComparisonPart ofLayer(String name) {
    return new ComparisonPart(OptionalInt.empty(), Optional.of(name));
  }

  /** A network with the layers that are wanted. */
  MeasuredNetwork of(MeasuredNetwork whole, int place) {
    boolean wanted = network.isEmpty() || network.getAsInt() == place;
    return new MeasuredNetwork(
        whole.id(),
        whole.name(),
        whole.category(),
        whole.accuracy(),
        whole.tags(),
        whole.layers().stream()
            .filter(one -> wanted && layer.map(name -> name.equals(one.layer())).orElse(true))
            .toList());
  }

  /** The condition on rows with the columns {@code model} and {@code layer}. */
  String condition() {
    return "true"
        + (network.isPresent()
            ? " AND model = (SELECT model FROM networks ORDER BY position LIMIT 1 OFFSET "
                + network.getAsInt()
                + ")"
            : "")
        + layer.map(name -> " AND layer = " + DuckDb.literal(name)).orElse("");
  }
}
