package org.stratigraph.conflict;

import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;

/**
 * Which samples the entropy of a bundle counts. It makes a difference only where a share of equal
 * units is enough, since being equal is not transitive then.
 */
public enum BundleCounting implements Labelled {
  /** Those that joined it: each sample counts once. */
  DISJOINT,
  /**
   * All that equal its first sample, those of earlier bundles too: a sample counts as often as it
   * occurs. So the published code of 2022.
   */
  OVERLAPPING;

  /**
   * The counting of that {@link #label}.
   *
   * @throws UnusableInputException if there is none; the message lists them
   */
  public static BundleCounting named(String label) {
    return Labelled.named(BundleCounting.class, label, "Bundles '%s' are not known. There are %s.");
  }
}
