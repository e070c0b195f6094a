package org.stratigraph.criticality;

import java.util.OptionalDouble;

/**
 * How many trials and images a layer gets, and what ends its measurement.
 *
 * @param trials the least number of trials
 * @param mostTrials the most
 * @param images the least number of images; the most is what the run has
 * @param targetError the standard error at which a layer is done; empty to give every layer the
 *     least trials on all images
 * @param budget the most work of the run, in evaluations of the whole network on one image; empty
 *     for no limit
 */
public record Sampling(
    int trials, int mostTrials, int images, OptionalDouble targetError, OptionalDouble budget) {
  /** Checks the numbers. */
  public Sampling {
    if (trials < 1 || mostTrials < trials || images < 1) {
      throw new IllegalArgumentException(
          "trials must be positive and at most mostTrials, and images positive: %d, %d, %d"
              .formatted(trials, mostTrials, images));
    }
    if (targetError.isPresent() && !(targetError.getAsDouble() > 0)) {
      throw new IllegalArgumentException("the target error must be positive: " + targetError);
    }
  }

  /** So many trials on all images, for every layer. */
  public static Sampling fixed(int trials) {
    return new Sampling(trials, trials, 1, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Trials and images layer by layer until the error is small enough, without a budget. */
  public static Sampling until(double targetError, int trials, int mostTrials, int images) {
    return new Sampling(
        trials, mostTrials, images, OptionalDouble.of(targetError), OptionalDouble.empty());
  }

  /** Whether layers get as much as they need, rather than all the same. */
  public boolean isAdaptive() {
    return targetError.isPresent();
  }

  /** The same for a reset that has only so many different trials. */
  public Sampling limitedTo(int available) {
    return new Sampling(
        isAdaptive() ? Math.min(trials, available) : available,
        available,
        images,
        targetError,
        budget);
  }
}
