package org.stratigraph.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;
import org.stratigraph.scene.NumberText;

/** Numbers as the view shows them; the same in every locale. */
final class Numbers {
  private static final String[] THOUSANDS = {"", "\u202fk", "\u202fM", "\u202fG", "\u202fT"};

  private Numbers() {}

  /** A coordinate or length with at most one decimal. */
  static String at(double coordinate) {
    if (!Double.isFinite(coordinate)) {
      throw new IllegalArgumentException("not a coordinate: " + coordinate);
    }
    long tenths = Math.round(coordinate * 10);
    String sign = tenths < 0 ? "-" : "";
    long rest = Math.abs(tenths) % 10;
    return sign + Math.abs(tenths) / 10 + (rest == 0 ? "" : "." + rest);
  }

  static String percent(double fraction) {
    return NumberText.percentSign(fraction);
  }

  /** One thing or several: "1 trial", "100 images". */
  static String counted(long count, String thing) {
    return NumberText.count(count, thing);
  }

  /** As short as fits on a box. */
  static String brief(Measure.Unit unit, OptionalDouble value) {
    return value.isEmpty() ? NumberText.UNKNOWN : brief(unit, value.getAsDouble());
  }

  private static String brief(Measure.Unit unit, double value) {
    return switch (unit) {
      case FRACTION -> percent(value);
      case COUNT -> thousands(value);
      case NUMBER -> digits(value);
    };
  }

  /** With all its digits. */
  static String full(Measure.Unit unit, OptionalDouble value) {
    return unit == Measure.Unit.COUNT && value.isPresent()
        ? NumberText.count(Math.round(value.getAsDouble()))
        : brief(unit, value);
  }

  /** 950, 1.23 k, 23.5 M. */
  private static String thousands(double count) {
    double rest = count;
    int power = 0;
    while (Math.abs(rest) >= 999.5 && power < THOUSANDS.length - 1) {
      rest /= 1000;
      power++;
    }
    int decimals = power == 0 || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", rest) + THOUSANDS[power];
  }

  /** Three significant digits. */
  private static String digits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    boolean plain = rounded.precision() - rounded.scale() > -4 && rounded.scale() > -7;
    return plain ? rounded.toPlainString() : String.format(Locale.ROOT, "%.2e", value);
  }
}
