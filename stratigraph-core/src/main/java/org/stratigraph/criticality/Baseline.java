package org.stratigraph.criticality;

import java.util.Arrays;
import java.util.Optional;
import org.stratigraph.UnusableInputException;

/**
 * Whether the untouched network predicts at all. Wrong preprocessing is the commonest mistake, and
 * every figure measured on it would be worthless.
 */
public final class Baseline {
  /** Below this many images, chance can look like anything. */
  private static final int ENOUGH = 20;

  private Baseline() {}

  /**
   * Looks at the first images that are enough for a verdict, and not again after that. Without
   * labels there is none.
   *
   * @param untouched the predictions on a chunk; those on the chunks before it are in the log
   * @throws UnusableInputException if the network predicts near chance or one class only
   */
  public static void require(Untouched untouched, MeasurementLog log) {
    if (untouched.agreement().labelled() == 0) {
      return;
    }
    Agreement agreement = Agreement.none();
    long[] predictions = untouched.predictions().clone();
    for (int chunk = 0; chunk < untouched.chunk(); chunk++) {
      Optional<Untouched> earlier = log.untouched(chunk);
      if (earlier.isPresent()) {
        agreement = agreement.merge(earlier.get().agreement());
        Arrays.setAll(predictions, c -> predictions[c] + earlier.get().predictions()[c]);
      }
      if (!isOpen(agreement.labelled())) {
        return;
      }
    }
    Optional<String> objection = objection(agreement.merge(untouched.agreement()), predictions);
    if (objection.isPresent()) {
      throw new UnusableInputException(
          objection.get()
              + "; is the preprocessing the one that it was trained with, and are the classes in"
              + " the same order? To measure it all the same, use --accept-baseline");
    }
  }

  /** Whether a verdict on so many images is still to come when the next ones are added. */
  static boolean isOpen(long labelled) {
    return labelled < ENOUGH;
  }

  /**
   * What is wrong with the predictions, in a sentence; empty if nothing is, or too few images are
   * there to tell.
   *
   * <p>Near chance: the number of hits is not more than three standard deviations above that of
   * guessing among the classes. One class only: all predictions are equal, and most are wrong.
   *
   * @param agreement of the untouched network with itself
   * @param predictions number of images predicted as each class
   */
  static Optional<String> objection(Agreement agreement, long[] predictions) {
    if (isOpen(agreement.labelled())) {
      return Optional.empty();
    }
    int classes = predictions.length;
    if (Arrays.stream(predictions).filter(n -> n > 0).count() == 1
        && agreement.top1Accuracy() < 0.5) {
      return Optional.of(
          "the untouched network predicts the same class for all %d images, and is right for %d"
              .formatted(agreement.labelled(), agreement.top1()));
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
