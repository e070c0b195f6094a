package org.stratigraph.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import org.stratigraph.file.Sha256;

/**
 * Random numbers that depend on nothing but the seed and what they are for: not on the number of
 * threads, the order of the work or the machine.
 *
 * <p>SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014), started
 * from the SHA-256 of the purpose. Normal numbers by the polar method of Marsaglia, with {@link
 * StrictMath}.
 */
public final class Draws implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;
  private double spare = Double.NaN;

  private Draws(long state) {
    this.state = state;
  }

  /** The stream for one tensor of one layer in one trial. */
  public static Draws of(long seed, String layer, String role, int trial) {
    return of(seed, layer, role, Integer.toString(trial));
  }

  /**
   * The stream for a purpose.
   *
   * @param purpose words that name it; other words, in number or order, give another stream
   */
  public static Draws of(long seed, String... purpose) {
    MessageDigest digest = Sha256.digest();
    add(digest, Long.toString(seed));
    for (String part : purpose) {
      add(digest, part);
    }
    return new Draws(ByteBuffer.wrap(digest.digest()).getLong());
  }

  /** The length first, so that no two lists of words give the same bytes. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  /**
   * The stream of an index below this one, whatever was drawn from other streams. It depends on how
   * much was drawn from this one, so split a fresh stream. Cheap enough for every image; draws
   * nothing, so that threads may split one stream.
   */
  public Draws split(long index) {
    // Both are mixed, so that neighbouring indices do not give shifted copies of one stream.
    return new Draws(mix(state + mix(index + GOLDEN_GAMMA)));
  }

  long state() {
    return state;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [0, bound) without bias. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    while (true) {
      int bits = (int) (nextLong() >>> 33);
      int value = bits % bound;
      if (bits - value + (bound - 1) >= 0) {
        return value;
      }
    }
  }

  @Override
  public double nextGaussian() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        return x * scale;
      }
    }
  }
}
