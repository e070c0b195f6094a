package org.stratigraph.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * The colours of the numbers from 0 to 1: points, evenly spread, joined by straight lines in sRGB.
 * Immutable.
 */
public final class ColourScale {
  /**
   * Pale for 0, dark for 1, so that colours keep their order in black and white print and for every
   * kind of colour vision.
   *
   * <p>Eight points of matplotlib's "magma" (Smith and van der Walt 2015, CC0), which is
   * perceptually uniform, at its entries 255, 224, 192, ... 32 of 256. The darkest eighth is left
   * out: black text and rules must stay apart from the darkest cell.
   */
  public static final ColourScale SEQUENTIAL =
      ofLevels(0xfcfdbf, 0xfec488, 0xfc8961, 0xe75263, 0xb73779, 0x832681, 0x51127c, 0x1d1147);

  /**
   * Blue for 0, nearly white for 0.5, orange for 1: a pair that every kind of colour vision keeps
   * apart. Both arms darken alike, so that equal distances from the middle look equally strong.
   *
   * <p>Computed from five control points in OKLab, the first three (lightness, chroma, hue): (0.38,
   * 0.10, 255 degrees), (0.68, 0.12, 250), (0.97, 0, any); the other arm has the hues 45 and 55. On
   * the straight lines between them, which are perceptually uniform, eight colours an arm are
   * taken.
   */
  public static final ColourScale DIVERGING = diverging();

  private final List<Colour> points;

  private ColourScale(List<Colour> points) {
    this.points = List.copyOf(points);
  }

  private static ColourScale ofLevels(int... levels) {
    List<Colour> points = new ArrayList<>();
    for (int level : levels) {
      points.add(new Colour(level));
    }
    return new ColourScale(points);
  }

  private static ColourScale diverging() {
    int steps = 8;
    List<Colour> points = new ArrayList<>();
    for (int i = steps; i > 0; i--) {
      points.add(arm((double) i / steps, 255, 250));
    }
    points.add(arm(0, 0, 0));
    for (int i = 1; i <= steps; i++) {
      points.add(arm((double) i / steps, 45, 55));
    }
    return new ColourScale(points);
  }

  /** A colour of an arm, which runs from the middle at 0 to the end at 1. */
  private static Colour arm(double place, double endHue, double halfHue) {
    if (place <= 0.5) {
      double share = 2 * place;
      return Colour.ofOklab(0.97 - share * 0.29, share * 0.12, halfHue);
    }
    double share = 2 * place - 1;
    return Colour.ofOklab(
        0.68 - share * 0.30, 0.12 - share * 0.02, halfHue + share * (endHue - halfHue));
  }

  /**
   * The colour of a number; numbers outside [0, 1] have the colour of the nearer end.
   *
   * @throws IllegalArgumentException for NaN, which has no colour
   */
  public Colour at(double number) {
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException("NaN has no colour");
    }
    double position = Math.min(1, Math.max(0, number)) * (points.size() - 1);
    int lower = Math.min((int) position, points.size() - 2);
    return points.get(lower).mixed(points.get(lower + 1), position - lower);
  }

  /** How many points the scale is made of. */
  public int points() {
    return points.size();
  }
}
