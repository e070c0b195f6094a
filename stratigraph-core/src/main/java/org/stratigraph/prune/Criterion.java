package org.stratigraph.prune;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;

/** Which part is taken out next: the one that costs least. */
public enum Criterion {
  /**
   * The fewest images that are predicted worse; among equals, the smallest change of the outputs.
   */
  ACCURACY,
  /** The smallest change of the outputs: 1 - mean cosine similarity of the class probabilities. */
  CRITICALITY,
  /** Blocks whose branch makes conflicting bundles first; otherwise as {@link #ACCURACY}. */
  CONFLICTS;

  /** The name used on the command line and in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The criterion of that name.
   *
   * @throws UnusableInputException if there is none; the message lists those that there are
   */
  public static Criterion named(String name) {
    return Arrays.stream(values())
        .filter(criterion -> criterion.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "There is no criterion '%s'; choose one of %s."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Criterion::label)
                                .collect(Collectors.joining(", ")))));
  }
}
