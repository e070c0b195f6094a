package org.stratigraph.prune;

/**
 * The scores of one network on both parts of the images.
 *
 * @param selection on the images that parts are chosen with
 * @param verification on the images that every step is verified on
 */
public record Scores(Score selection, Score verification) {
  /** On all images. */
  public Score all() {
    return selection.plus(verification);
  }

  /** The larger of the drops on the verification images and on all images. */
  public double dropFrom(Scores before) {
    return Math.max(verification.dropFrom(before.verification), all().dropFrom(before.all()));
  }
}
