package org.stratigraph.prune;

/**
 * How far a network is pruned.
 *
 * @param maxDrop the most that accuracy (or agreement with the untouched network, where there are
 *     no labels) may drop, as a share of the images, in [0, 1]
 * @param criterion which part goes next
 * @param memory bytes that the work may take
 * @param acceptBaseline go on although the untouched network predicts near chance
 */
public record PruneOptions(
    double maxDrop, Criterion criterion, long memory, boolean acceptBaseline) {
  public PruneOptions {
    if (!(maxDrop >= 0 && maxDrop <= 1)) {
      throw new IllegalArgumentException("the drop must be in [0, 1]: " + maxDrop);
    }
  }
}
