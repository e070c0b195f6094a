package org.stratigraph.view;

import java.util.OptionalDouble;
import org.stratigraph.scene.ColourScale;

/** The colours of boxes: pale for 0, dark for the top of the scale. */
final class Colours {
  /** Of what was not measured. */
  static final String NONE = "#ffffff";

  private Colours() {}

  /**
   * The colour of a value as {@code #rrggbb}.
   *
   * @param top the darkest value; where it is 0 or less all are palest
   */
  static String of(OptionalDouble value, double top) {
    return value.isEmpty() ? NONE : hex(share(value.getAsDouble(), top));
  }

  /** Whether white text reads better on it. */
  static boolean isDark(OptionalDouble value, double top) {
    return value.isPresent() && ColourScale.SEQUENTIAL.at(share(value.getAsDouble(), top)).isDark();
  }

  /** Evenly spread over the scale, palest first. */
  static String sample(double share) {
    return hex(share);
  }

  private static String hex(double share) {
    return ColourScale.SEQUENTIAL.at(share).hex();
  }

  private static double share(double value, double top) {
    return top > 0 ? value / top : 0;
  }
}
