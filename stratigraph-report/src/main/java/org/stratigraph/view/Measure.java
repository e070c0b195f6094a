package org.stratigraph.view;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Something that was measured of the layers of a network.
 *
 * @param id short and unique among the measures of a view, such as {@code criticality}: what a user
 *     chooses it by
 * @param label what the reader should call it
 * @param unit how its numbers are shown
 * @param combination what several layers have together
 * @param top the number with the darkest colour; empty for the largest one that is drawn. The
 *     palest is always 0
 * @param readings by layer name, in the order in which they were given
 */
public record Measure(
    String id,
    String label,
    Unit unit,
    Combination combination,
    OptionalDouble top,
    Map<String, Reading> readings) {
  /** How numbers are shown. */
  public enum Unit {
    /** A fraction, shown in percent. */
    FRACTION,
    /** A count, shown as 1.2 M. */
    COUNT,
    /** A number of no unit, shown with three significant digits. */
    NUMBER
  }

  /** What several layers have together. */
  public enum Combination {
    /** The mean over those that were measured, each layer counting once. */
    MEAN,
    /** The sum. */
    SUM
  }

  /**
   * What was measured of one layer.
   *
   * @param value NaN where it is not known
   * @param detail what belongs to it, such as an interval, in a few words; may be empty
   */
  public record Reading(double value, String detail) {}

  public Measure {
    readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
  }

  /** The value of a layer; empty if it was not measured or is not finite. */
  OptionalDouble value(String layer) {
    Reading reading = readings.get(layer);
    return reading == null || !Double.isFinite(reading.value())
        ? OptionalDouble.empty()
        : OptionalDouble.of(reading.value());
  }

  /** The value of several layers together; empty if none of them was measured. */
  OptionalDouble value(Collection<String> layers) {
    double sum = 0;
    int count = 0;
    for (String layer : layers) {
      OptionalDouble value = value(layer);
      if (value.isPresent()) {
        sum += value.getAsDouble();
        count++;
      }
    }
    if (count == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(combination == Combination.SUM ? sum : sum / count);
  }
}
