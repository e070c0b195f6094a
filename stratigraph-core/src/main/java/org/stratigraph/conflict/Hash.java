package org.stratigraph.conflict;

/** A hash of integers: four lanes, so that the processor need not wait for one product. */
final class Hash {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private Hash() {}

  /** Depends on every integer and its place. */
  static long of(int[] values) {
    long a = 1;
    long b = 2;
    long c = 3;
    long d = 4;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      a = (Long.rotateLeft(a, 23) ^ values[i]) * FACTOR;
      b = (Long.rotateLeft(b, 23) ^ values[i + 1]) * FACTOR;
      c = (Long.rotateLeft(c, 23) ^ values[i + 2]) * FACTOR;
      d = (Long.rotateLeft(d, 23) ^ values[i + 3]) * FACTOR;
    }
    for (; i < values.length; i++) {
      a = (Long.rotateLeft(a, 23) ^ values[i]) * FACTOR;
    }
    long h = mixed(a) + 3 * mixed(b) + 5 * mixed(c) + 7 * mixed(d);
    return mixed(h + values.length);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
