package org.stratigraph.criticality;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How much is measured, and with what.
 *
 * @param protocol {@code fixed}, {@code paper} or {@code auto}; for the record only
 * @param trials how many trials each layer gets at least
 * @param mostTrials how many it may get until its standard error is below the target
 * @param targetError the standard error aimed at; empty to stop at {@code trials}
 * @param kinds labels of the kinds of layers, for the record only
 * @param seed for the record only; the reset holds its own
 * @param memory bytes that the run may take
 * @param plain evaluate the whole network for every reset
 * @param acceptBaseline go on although the untouched network predicts near chance
 * @param chunk images in memory at a time; empty to choose by the memory
 * @param batch images that the engine is given at a time; empty to choose by size
 */
public record CriticalityOptions(
    String protocol,
    int trials,
    int mostTrials,
    OptionalDouble targetError,
    List<String> kinds,
    long seed,
    long memory,
    boolean plain,
    boolean acceptBaseline,
    OptionalInt chunk,
    OptionalInt batch) {
  public CriticalityOptions {
    kinds = List.copyOf(kinds);
    if (trials < 1 || mostTrials < trials) {
      throw new IllegalArgumentException(
          "trials must be positive and at most mostTrials: %d, %d".formatted(trials, mostTrials));
    }
  }

  /** So many trials for every layer, everything else as by default. */
  public static CriticalityOptions fixed(int trials, long seed, long memory) {
    return new CriticalityOptions(
        "fixed",
        trials,
        trials,
        OptionalDouble.empty(),
        List.of(),
        seed,
        memory,
        false,
        false,
        OptionalInt.empty(),
        OptionalInt.empty());
  }
}
