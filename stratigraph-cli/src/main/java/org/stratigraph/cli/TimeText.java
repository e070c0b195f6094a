package org.stratigraph.cli;

import java.time.Duration;
import java.util.Locale;

/** Durations for people. */
final class TimeText {
  private TimeText() {}

  /**
   * At most two units, rounded: {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min},
   * {@code 3 d 4 h}.
   *
   * @param time not negative
   */
  static String of(Duration time) {
    if (time.toMillis() < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
    long seconds = Math.round(time.toMillis() / 1e3);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return pair(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 24 * 60) {
      return pair(minutes / 60, "h", minutes % 60, "min");
    }
    long hours = Math.round(minutes / 60.0);
    return pair(hours / 24, "d", hours % 24, "h");
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return small == 0
        ? large + " " + largeUnit
        : large + " " + largeUnit + " " + small + " " + smallUnit;
  }
}
