package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stratigraph.scene.NumberText;

/**
 * Which numbers lie where between the two ends of an axis, and which of them are named.
 *
 * @param title what they are, with their unit
 * @param low the number at its beginning
 * @param high the number at its end
 * @param logarithmic whether equal ratios are equally long; then {@code low} is positive
 * @param zero share of the axis, at its beginning, set apart for 0 on a logarithmic axis; 0 for
 *     none
 * @param ticks the named numbers
 */
record Axis(
    String title, double low, double high, boolean logarithmic, double zero, List<Tick> ticks) {
  /** A named number. */
  record Tick(double value, String text) {}

  Axis {
    ticks = List.copyOf(ticks);
    if (!(low < high) || (logarithmic && low <= 0)) {
      throw new IllegalArgumentException("no axis from " + low + " to " + high);
    }
  }

  /**
   * Where a finite number lies: 0 at the beginning, 1 at the end. Numbers outside lie outside, but
   * for those of a logarithmic axis that are not positive, which lie in the middle of the share for
   * zero.
   */
  double place(double value) {
    if (!logarithmic) {
      return (value - low) / (high - low);
    }
    if (value <= 0) {
      return zero / 2;
    }
    return zero + (1 - zero) * Math.log(value / low) / Math.log(high / low);
  }

  /** The same without its title. */
  Axis untitled() {
    return new Axis("", low, high, logarithmic, zero, ticks);
  }

  /** Numbers from round to round number. */
  static Axis linear(String title, double least, double most, int ticks) {
    return linear(title, least, most, ticks, 1);
  }

  /** Fractions, named in percent. */
  static Axis percent(String title, double least, double most, int ticks) {
    return linear(title, least, most, ticks, 100);
  }

  private static Axis linear(String title, double least, double most, int count, double factor) {
    double step = step((most - least) / Math.max(1, count));
    long from = (long) Math.floor(least / step + 1e-9);
    long to = (long) Math.ceil(most / step - 1e-9);
    if (to <= from) {
      to = from + 1;
    }
    List<Tick> ticks = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      ticks.add(new Tick(i * step, text(i * step * factor, step * factor)));
    }
    return new Axis(title, from * step, to * step, false, 0, ticks);
  }

  /**
   * Numbers as they are, without rounding the ends: for counted things, such as epochs.
   *
   * @param most above {@code least}
   */
  static Axis counted(String title, int least, int most, int count) {
    long step = Math.max(1, (long) step((most - least) / (double) Math.max(1, count)));
    List<Tick> ticks = new ArrayList<>();
    for (long i = Math.floorDiv(least + step - 1, step) * step; i <= most; i += step) {
      ticks.add(new Tick(i, Long.toString(i)));
    }
    return new Axis(title, least, Math.max(most, least + 1), false, 0, ticks);
  }

  /**
   * Positive numbers by their ratios, and zero aside.
   *
   * @param least the smallest positive number
   * @param most the largest
   * @param withZero whether 0 has a place too
   */
  static Axis logarithmic(String title, double least, double most, boolean withZero) {
    double low = least / 1.3;
    double high = Math.max(most, least) * 1.3;
    double zero = withZero ? 0.1 : 0;
    List<Tick> ticks = new ArrayList<>();
    if (withZero) {
      ticks.add(new Tick(0, "0"));
    }
    int from = (int) Math.floor(Math.log10(low));
    int to = (int) Math.ceil(Math.log10(high));
    int[] parts = to - from <= 4 ? new int[] {1, 2, 5} : new int[] {1};
    int every = Math.max(1, (to - from) / 8);
    for (int power = from; power <= to; power += every) {
      for (int part : parts) {
        double value = part * Math.pow(10, power);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
          ticks.add(new Tick(value, powerText(part, power)));
        }
      }
    }
    return new Axis(title, low, high, true, zero, ticks);
  }

  private static String powerText(int part, int power) {
    if (power < -4 || power > 5) {
      return part + "e" + power;
    }
    return power >= 0
        ? String.format(Locale.ROOT, "%.0f", part * Math.pow(10, power))
        : NumberText.decimal(part * Math.pow(10, power), -power);
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not below a length. */
  private static double step(double length) {
    if (!(length > 0) || !Double.isFinite(length)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(length)));
    for (double part : new double[] {1, 2, 5}) {
      if (part * power >= length * (1 - 1e-9)) {
        return part * power;
      }
    }
    return 10 * power;
  }

  private static String text(double value, double step) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return decimals > 6
        ? String.format(Locale.ROOT, "%.0e", value)
        : NumberText.decimal(value, decimals);
  }
}
