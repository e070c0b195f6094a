package org.stratigraph.criticality;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether the untouched network predicts at all. Wrong preprocessing is the commonest mistake, and
 * every figure measured on it would be worthless.
 */
final class Baseline {
  /** Below this many images, chance can look like anything. */
  private static final int ENOUGH = 20;

  private Baseline() {}

  /**
   * What is wrong with the predictions, in a sentence; empty if nothing is.
   *
   * <p>Near chance: the number of hits is not more than three standard deviations above that of
   * guessing among the classes. One class only: all predictions equal although the labels differ.
   */
  static Optional<String> objection(Untouched untouched, int distinctLabels) {
    Agreement agreement = untouched.agreement();
    if (agreement.labelled() < ENOUGH || distinctLabels < 2) {
      return Optional.empty();
    }
    int classes = untouched.predictions().length;
    if (Arrays.stream(untouched.predictions()).filter(n -> n > 0).count() == 1) {
      return Optional.of(
          "the untouched network predicts the same class for all %d images"
              .formatted(agreement.labelled()));
    }
    double chance = 1.0 / classes;
    double expected = agreement.labelled() * chance;
    double sd = Math.sqrt(expected * (1 - chance));
    if (agreement.top1() <= expected + 3 * sd) {
      return Optional.of(
          "the untouched network is right for %d of %d images, which is near chance for %d classes"
              .formatted(agreement.top1(), agreement.labelled(), classes));
    }
    return Optional.empty();
  }
}
