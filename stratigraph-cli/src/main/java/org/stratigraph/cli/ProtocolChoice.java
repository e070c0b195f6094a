package org.stratigraph.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;

/**
 * How many trials and images.
 *
 * @param name {@code paper}, {@code auto} or {@code fixed}
 * @param trials how many trials every layer gets
 * @param mostTrials how many it may get until its error is small enough
 * @param targetError the standard error aimed at; empty to stop at {@code trials}
 * @param images how many images to draw; empty for all that there are
 */
record ProtocolChoice(
    String name, int trials, int mostTrials, OptionalDouble targetError, OptionalInt images) {
  /** The published protocol. */
  private static final int PAPER_TRIALS = 3;

  private static final int PAPER_IMAGES = 10_000;

  /** Fewer draws than this say nothing about their spread. */
  private static final int AUTO_TRIALS = 3;

  /** Where the spread between draws is as large as published (6.9 points), six are needed. */
  private static final int AUTO_MOST_TRIALS = 20;

  /** With these the images' own part of the error is below 2 points. */
  private static final int AUTO_IMAGES = 500;

  private static final double AUTO_TARGET = 0.03;

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
    measuring.targetError.ifPresent(ProtocolChoice::requireError);
    String name =
        measuring.protocol.orElse(
            measuring.trials.isPresent() && measuring.targetError.isEmpty() ? "fixed" : "auto");
    OptionalInt wanted = images.map(OptionalInt::of).orElse(OptionalInt.empty());
    return switch (name) {
      case "auto" -> {
        int most = measuring.trials.orElse(AUTO_MOST_TRIALS);
        yield new ProtocolChoice(
            name,
            Math.min(AUTO_TRIALS, most),
            most,
            OptionalDouble.of(measuring.targetError.orElse(AUTO_TARGET)),
            or(wanted, listed, AUTO_IMAGES));
      }
      case "paper", "fixed" -> {
        if (measuring.targetError.isPresent()) {
          throw new UnusableInputException(
              "--target-error belongs to --protocol auto; " + name + " fixes the trials.");
        }
        int trials = measuring.trials.orElse(PAPER_TRIALS);
        OptionalInt count = or(wanted, listed, name.equals("paper") ? PAPER_IMAGES : AUTO_IMAGES);
        boolean published = trials == PAPER_TRIALS && count.equals(OptionalInt.of(PAPER_IMAGES));
        yield new ProtocolChoice(
            published ? "paper" : "fixed", trials, trials, OptionalDouble.empty(), count);
      }
      default ->
          throw new UnusableInputException(
              "--protocol " + name + " is not known. There are paper and auto.");
    };
  }

  /** The same for a reset that has only so many different trials, such as one a file. */
  ProtocolChoice limitedTo(OptionalInt available) {
    return available.isEmpty()
        ? this
        : new ProtocolChoice(
            name.equals("paper") && available.getAsInt() == PAPER_TRIALS ? name : "fixed",
            available.getAsInt(),
            available.getAsInt(),
            OptionalDouble.empty(),
            images);
  }

  private static OptionalInt or(OptionalInt wanted, boolean listed, int otherwise) {
    return wanted.isPresent() || listed ? wanted : OptionalInt.of(otherwise);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UnusableInputException(option + " " + value + " must be at least 1.");
    }
  }

  private static void requireError(double error) {
    if (!(error > 0 && error < 1)) {
      throw new UnusableInputException(
          "--target-error " + error + " must be above 0 and below 1; 0.03 stands for 3 points.");
    }
  }
}
