package org.stratigraph.pytorch;

/** Seeds that are a function of a plan's seed and a number, so that no generator has a state. */
final class Seeds {
  private Seeds() {}

  /** A seed for each of many numbers: SplitMix64's mixing function of seed and number. */
  static long of(long seed, long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
