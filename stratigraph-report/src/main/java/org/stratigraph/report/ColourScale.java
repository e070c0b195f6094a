package org.stratigraph.report;

import java.util.Locale;

/**
 * The colours of a fraction: pale for 0, dark for 1, so that they keep their order in black and
 * white print and for every kind of colour vision.
 *
 * <p>Eight points of matplotlib's "magma" (Smith and van der Walt 2015, CC0), at its entries 255,
 * 224, 192, ... 32 of 256, joined by straight lines in sRGB. The darkest eighth is left out: black
 * text and rules must stay apart from the darkest cell.
 */
public final class ColourScale {
  private static final int[] POINTS = {
    0xfcfdbf, 0xfec488, 0xfc8961, 0xe75263, 0xb73779, 0x832681, 0x51127c, 0x1d1147
  };

  private ColourScale() {}

  /**
   * The colour of a fraction as {@code #rrggbb}; values outside [0, 1] have the colour of the
   * nearer end.
   *
   * @throws IllegalArgumentException for NaN, which has no colour
   */
  public static String of(double fraction) {
    return String.format(Locale.ROOT, "#%06x", rgb(fraction));
  }

  /** Whether white text is easier to read on the colour than black. */
  public static boolean isDark(double fraction) {
    // Black and white have equal contrast (WCAG 2) where (L + .05)^2 = 1.05 * .05.
    return luminance(rgb(fraction)) < 0.179;
  }

  /** How many points the scale is made of; they are evenly spread over [0, 1]. */
  static int points() {
    return POINTS.length;
  }

  /** Relative luminance as WCAG 2 defines it, in [0, 1]. */
  static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 255)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int level) {
    double s = level / 255.0;
    return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
  }

  private static int rgb(double fraction) {
    if (Double.isNaN(fraction)) {
      throw new IllegalArgumentException("NaN has no colour");
    }
    double position = Math.min(1, Math.max(0, fraction)) * (POINTS.length - 1);
    int lower = Math.min((int) position, POINTS.length - 2);
    double share = position - lower;
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = POINTS[lower] >> shift & 255;
      int to = POINTS[lower + 1] >> shift & 255;
      mixed |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return mixed;
  }
}
