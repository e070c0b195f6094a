package org.stratigraph.prune;

import org.stratigraph.criticality.Agreement;

/**
 * How many images a network predicts right; or, where they have no labels, how many as the
 * untouched network does.
 *
 * @param right how many
 * @param images of so many
 */
public record Score(long right, long images) {
  static Score of(Agreement agreement, boolean labelled) {
    return labelled
        ? new Score(agreement.top1(), agreement.labelled())
        : new Score(agreement.sameArgmax(), agreement.images());
  }

  Score plus(Score other) {
    return new Score(right + other.right, images + other.images);
  }

  /** As a share of the images; NaN over no images. */
  public double share() {
    return (double) right / images;
  }

  /** How much smaller the share is than before; negative if it is larger. */
  public double dropFrom(Score before) {
    return (double) (before.right - right) / images;
  }
}
