package org.stratigraph.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.Sampling;

/**
 * How many trials and images.
 *
 * @param name {@code paper}, {@code auto} or {@code fixed}
 * @param sampling how many a layer gets, and when it is done
 * @param images how many images to draw; empty for all that there are
 */
record ProtocolChoice(String name, Sampling sampling, OptionalInt images) {
  /** The published protocol. */
  private static final int PAPER_TRIALS = 3;

  private static final int PAPER_IMAGES = 10_000;

  /** For an unpublished choice of trials. */
  private static final int FIXED_IMAGES = 500;

  /** Fewer draws than this say little about their spread. */
  private static final int AUTO_TRIALS = 4;

  /** A spread between draws of 15 points, twice the usual one, needs so many for 2 points. */
  private static final int AUTO_MOST_TRIALS = 60;

  /** Fewer images say little about theirs. */
  private static final int AUTO_IMAGES = 64;

  /** With these the images' own part of the error is below 1.6 points, since no sd exceeds 50. */
  private static final int AUTO_MOST_IMAGES = 1000;

  private static final double AUTO_TARGET = 0.02;

  /**
   * Reads the options. What is not said follows from the protocol; {@code --trials} without a
   * protocol fixes the trials.
   *
   * @param listed whether the images are listed in a file, which then says how many
   * @throws UnusableInputException if the options contradict each other or are out of range
   */
  static ProtocolChoice of(MeasuringOptions measuring, Optional<Integer> images, boolean listed) {
    measuring.trials.ifPresent(t -> requirePositive("--trials", t));
    images.ifPresent(n -> requirePositive("--images", n));
    String name =
        measuring.protocol.orElse(
            measuring.trials.isPresent() && !isAdaptive(measuring) ? "fixed" : "auto");
    OptionalInt wanted = images.map(OptionalInt::of).orElse(OptionalInt.empty());
    return switch (name) {
      case "auto" -> {
        // A list need not be in random order, so that its first images may not stand for all.
        OptionalInt pool = or(wanted, listed, AUTO_MOST_IMAGES);
        int most = measuring.trials.orElse(AUTO_MOST_TRIALS);
        yield new ProtocolChoice(name, adaptive(measuring, most, pool, listed), pool);
      }
      case "paper", "fixed" -> {
        if (isAdaptive(measuring)) {
          throw new UnusableInputException(
              "--target-error, --budget, --least-trials and --least-images belong to --protocol"
                  + " auto; "
                  + name
                  + " fixes the trials and images.");
        }
        int trials = measuring.trials.orElse(PAPER_TRIALS);
        OptionalInt count = or(wanted, listed, name.equals("paper") ? PAPER_IMAGES : FIXED_IMAGES);
        boolean published = trials == PAPER_TRIALS && count.equals(OptionalInt.of(PAPER_IMAGES));
        yield new ProtocolChoice(published ? "paper" : "fixed", Sampling.fixed(trials), count);
      }
      default ->
          throw new UnusableInputException(
              "--protocol " + name + " is not known. There are paper and auto.");
    };
  }

  private static boolean isAdaptive(MeasuringOptions measuring) {
    return measuring.targetError.isPresent()
        || measuring.budget.isPresent()
        || measuring.leastTrials.isPresent()
        || measuring.leastImages.isPresent();
  }

  private static Sampling adaptive(
      MeasuringOptions measuring, int mostTrials, OptionalInt pool, boolean listed) {
    measuring.targetError.ifPresent(ProtocolChoice::requireError);
    measuring.leastTrials.ifPresent(t -> requirePositive("--least-trials", t));
    measuring.leastImages.ifPresent(n -> requirePositive("--least-images", n));
    measuring.budget.ifPresent(ProtocolChoice::requireBudget);
    int leastTrials = measuring.leastTrials.orElse(Math.min(AUTO_TRIALS, mostTrials));
    requireOrder("--least-trials", leastTrials, "--trials", mostTrials);
    int mostImages = pool.orElse(Integer.MAX_VALUE);
    int leastImages =
        measuring.leastImages.orElse(
            listed ? Integer.MAX_VALUE : Math.min(AUTO_IMAGES, mostImages));
    if (!listed) {
      requireOrder("--least-images", leastImages, "--images", mostImages);
    }
    return new Sampling(
        leastTrials,
        mostTrials,
        leastImages,
        OptionalDouble.of(measuring.targetError.orElse(AUTO_TARGET)),
        measuring.budget.stream().mapToDouble(Double::doubleValue).findFirst());
  }

  /** The same for a reset that has only so many different trials, such as one a file. */
  ProtocolChoice limitedTo(OptionalInt available) {
    if (available.isEmpty()) {
      return this;
    }
    boolean same = !name.equals("paper") || available.getAsInt() == PAPER_TRIALS;
    return new ProtocolChoice(
        same ? name : "fixed", sampling.limitedTo(available.getAsInt()), images);
  }

  private static OptionalInt or(OptionalInt wanted, boolean listed, int otherwise) {
    return wanted.isPresent() || listed ? wanted : OptionalInt.of(otherwise);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UnusableInputException(option + " " + value + " must be at least 1.");
    }
  }

  private static void requireOrder(String least, int few, String most, int many) {
    if (few > many) {
      throw new UnusableInputException(
          "%s %d must be at most %s %d.".formatted(least, few, most, many));
    }
  }

  private static void requireError(double error) {
    if (!(error > 0 && error < 1)) {
      throw new UnusableInputException(
          "--target-error " + error + " must be above 0 and below 1; 0.02 stands for 2 points.");
    }
  }

  private static void requireBudget(double budget) {
    if (!(budget > 0 && Double.isFinite(budget))) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "--budget %s must be a positive number of evaluations; the plan says what the least"
                  + " costs.",
              budget));
    }
  }
}
