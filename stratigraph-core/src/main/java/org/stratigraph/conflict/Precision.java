package org.stratigraph.conflict;

import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;

/** The number format whose resolution decides what is equal. */
public enum Precision implements Labelled {
  /** IEEE 754 binary16; every single operation is rounded to it. */
  FLOAT16,
  /** IEEE 754 binary32, the one of the paper. */
  FLOAT32,
  /** IEEE 754 binary64. */
  FLOAT64;

  /**
   * The precision of that {@link #label}.
   *
   * @throws UnusableInputException if there is none; the message lists them
   */
  public static Precision named(String label) {
    return Labelled.named(Precision.class, label, "The precision '%s' is not known. There are %s.");
  }

  /**
   * The float16 value nearest to a float, ties to even, infinite from 65520 on. Exact, so that
   * rounding the float result of one operation on float16 values is rounding the true result: a
   * float's 24 bits are twice a float16's 11 and two more.
   */
  static float toFloat16(float value) {
    float magnitude = Math.abs(value);
    if (!(magnitude < 65520f)) {
      return Float.isNaN(value) ? value : Math.copySign(Float.POSITIVE_INFINITY, value);
    }
    // Adding and taking away a power of two leaves the multiples of its last place: that is 2^-24
    // for subnormal float16 values and 2^(e-10) for those from 2^e.
    int exponent = Math.max(-14, Math.getExponent(magnitude));
    float last = Math.scalb(1.5f, exponent - 10 + 23);
    return Math.copySign((magnitude + last) - last, value);
  }
}
