package org.stratigraph.scene;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a reader sees them: percent, independent of the machine's locale. */
public final class NumberText {
  /** Shown where a figure is not known. */
  public static final String UNKNOWN = "\u2013";

  private NumberText() {}

  /**
   * A fraction in percent with one decimal, without the sign. Exactly 0 and 1 are shown as "0" and
   * "100", so that a true zero differs from a rounded one; NaN and infinities as a dash.
   */
  public static String percent(double fraction) {
    if (!Double.isFinite(fraction)) {
      return UNKNOWN;
    }
    if (fraction == 0 || fraction == 1) {
      return fraction == 0 ? "0" : "100";
    }
    return decimal(100 * fraction, 1);
  }

  /** As {@link #percent}, with the sign where there is a number. */
  public static String percentSign(double fraction) {
    return Double.isFinite(fraction) ? percent(fraction) + "\u202f%" : UNKNOWN;
  }

  /** A fraction in whole percent, without the sign; NaN and infinities as a dash. */
  public static String wholePercent(double fraction) {
    return Double.isFinite(fraction) ? decimal(100 * fraction, 0) : UNKNOWN;
  }

  /** A count with thin spaces between groups of three digits. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
  }

  /** A number with a fixed number of decimals and a true minus sign; NaN and infinities a dash. */
  public static String decimal(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    // What Formatter makes of %.1f, several times faster: reports hold a hundred thousand of these.
    String text =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    boolean negative = text.startsWith("-");
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    if (!negative) {
      return text;
    }
    return (zero ? "" : "\u2212") + text.substring(1);
  }

  /** One thing or several: "1 layer", "54 layers". */
  public static String count(long count, String thing) {
    return count(count) + " " + thing + (count == 1 ? "" : "s");
  }

  /**
   * A coordinate with at most two decimals.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static String at(double coordinate) {
    if (!Double.isFinite(coordinate)) {
      throw new IllegalArgumentException("not a coordinate: " + coordinate);
    }
    long hundredths = Math.round(coordinate * 100);
    String sign = hundredths < 0 ? "-" : "";
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    if (rest == 0) {
      return sign + whole;
    }
    return sign + whole + (rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest);
  }
}
