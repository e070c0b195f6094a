package org.stratigraph.training;

/**
 * Projected gradient descent (Madry et al. 2018) on the untransformed pixels: from a random point
 * of the ball, {@code steps} steps up the loss, each projected onto the ball around the image and
 * onto [0,1]. Batch norm uses the batch's own statistics meanwhile and leaves the running ones
 * alone.
 *
 * @param norm of the ball
 * @param budget its radius, in units of pixels in [0,1], from 0
 * @param steps from 1
 * @param stepSize in the same unit, above 0: along the gradient's sign (linf) or its unit vector
 *     (l2)
 */
public record Attack(Norm norm, double budget, int steps, double stepSize) {
  /** How a perturbation's size is measured. */
  public enum Norm {
    /** The largest change of a pixel's channel. */
    LINF,
    /** The Euclidean length over all pixels and channels of an image. */
    L2
  }
}
