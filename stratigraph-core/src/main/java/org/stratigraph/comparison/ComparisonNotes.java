package org.stratigraph.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a reader of a comparison's numbers must know. */
final class ComparisonNotes {
  /** Facts that should be the same for all, by the words for them. */
  private static final Map<String, String> ALIKE = new LinkedHashMap<>();

  static {
    ALIKE.put("data_sha256", "images");
    ALIKE.put("reset", "resets");
    ALIKE.put("images", "numbers of images");
  }

  private ComparisonNotes() {}

  /** Whole sentences; none where all is as it should be. */
  static List<String> of(Comparison comparison) {
    List<String> notes = new ArrayList<>();
    int networks = comparison.networks().size();
    if (networks == 1) {
      notes.add("There is one network, so nothing is said of spread over networks.");
    }
    Map<String, Integer> having = new HashMap<>();
    comparison
        .networks()
        .forEach(
            network ->
                network.layers().forEach(layer -> having.merge(layer.layer(), 1, Integer::sum)));
    long everywhere = having.values().stream().filter(count -> count == networks).count();
    if (everywhere < having.size()) {
      notes.add(
          "The networks do not have the same layers: %d of %d are in all of them. Means over layers are of different layers, and a layer's mean is over the networks that have it."
              .formatted(everywhere, having.size()));
    }
    long unknown =
        comparison.networks().stream()
            .flatMap(network -> network.layers().stream())
            .filter(layer -> !Double.isFinite(layer.criticality()))
            .count();
    if (unknown > 0) {
      notes.add(
          "%d %s no known criticality and %s left out of all means."
              .formatted(
                  unknown, unknown == 1 ? "cell has" : "cells have", unknown == 1 ? "is" : "are"));
    }
    long accuracies =
        comparison.networks().stream().filter(network -> network.accuracy().isPresent()).count();
    if (accuracies < networks) {
      notes.add(
          "The accuracy of %d of %d networks is not known; the others alone are correlated."
              .formatted(networks - accuracies, networks));
    }
    ALIKE.forEach(
        (tag, words) -> {
          long different =
              comparison.networks().stream()
                  .map(network -> network.tags().get(tag))
                  .filter(Objects::nonNull)
                  .distinct()
                  .count();
          if (different > 1) {
            notes.add(
                "The networks were measured with %d different %s, which moves criticality too."
                    .formatted(different, words));
          }
        });
    return notes;
  }
}
