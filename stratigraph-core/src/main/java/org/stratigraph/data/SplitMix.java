package org.stratigraph.data;

/** SplitMix64 (Steele, Lea and Flood 2014): random numbers that are the same on every machine. */
final class SplitMix {
  private long state;

  SplitMix(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * ((next() >>> 11) * 0x1.0p-53);
  }

  /** Uniform in 0, ..., bound - 1, for small bounds. */
  int below(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }
}
