package org.stratigraph.prune;

import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;

/** Which part is taken out next: the one that costs least. */
public enum Criterion implements Labelled {
  /**
   * The fewest images that are predicted worse; among equals, the smallest change of the outputs.
   */
  ACCURACY,
  /** The smallest change of the outputs: 1 - mean cosine similarity of the class probabilities. */
  CRITICALITY,
  /** Blocks whose branch makes conflicting bundles first; otherwise as {@link #ACCURACY}. */
  CONFLICTS;

  /**
   * The criterion of that name.
   *
   * @throws UnusableInputException if there is none; the message lists those that there are
   */
  public static Criterion named(String name) {
    return Labelled.named(Criterion.class, name, "There is no criterion '%s'; choose one of %s.");
  }
}
