package org.stratigraph.criticality;

import java.util.List;
import java.util.OptionalInt;

/**
 * How much is measured, and with what.
 *
 * @param protocol {@code fixed}, {@code paper} or {@code auto}; for the record only
 * @param sampling how many trials and images
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
    Sampling sampling,
    List<String> kinds,
    long seed,
    long memory,
    boolean plain,
    boolean acceptBaseline,
    OptionalInt chunk,
    OptionalInt batch) {
  public CriticalityOptions {
    kinds = List.copyOf(kinds);
  }

  /** So many trials for every layer, everything else as by default. */
  public static CriticalityOptions fixed(int trials, long seed, long memory) {
    return new CriticalityOptions(
        "fixed",
        Sampling.fixed(trials),
        List.of(),
        seed,
        memory,
        false,
        false,
        OptionalInt.empty(),
        OptionalInt.empty());
  }
}
