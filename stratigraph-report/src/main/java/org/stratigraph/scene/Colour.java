package org.stratigraph.scene;

import java.util.Locale;

/**
 * A colour of the screen.
 *
 * @param rgb in sRGB, {@code 0xrrggbb}
 */
public record Colour(int rgb) {
  /** Text and marks. */
  public static final Colour INK = new Colour(0x1a1a1a);

  /** Secondary text and marks. */
  public static final Colour MUTED = new Colour(0x5f6368);

  /** Grid lines. */
  public static final Colour RULE = new Colour(0xd5d7da);

  /** The sheet. */
  public static final Colour PAPER = new Colour(0xffffff);

  /**
   * @throws IllegalArgumentException if the number is outside 0 to 0xffffff
   */
  public Colour {
    if (rgb < 0 || rgb > 0xffffff) {
      throw new IllegalArgumentException("not a colour: " + rgb);
    }
  }

  /** As {@code #rrggbb}. */
  public String hex() {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  /** In 0 to 255. */
  public int red() {
    return rgb >> 16;
  }

  /** In 0 to 255. */
  public int green() {
    return rgb >> 8 & 255;
  }

  /** In 0 to 255. */
  public int blue() {
    return rgb & 255;
  }

  /**
   * A colour on the straight line to another in sRGB.
   *
   * @param share of the other, in [0, 1]
   */
  public Colour mixed(Colour other, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = rgb >> shift & 255;
      int to = other.rgb >> shift & 255;
      mixed |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return new Colour(mixed);
  }

  /** Relative luminance as WCAG 2 defines it, in [0, 1]. */
  public double luminance() {
    return 0.2126 * linear(red()) + 0.7152 * linear(green()) + 0.0722 * linear(blue());
  }

  /** Whether white text is easier to read on the colour than black. */
  public boolean isDark() {
    // Black and white have equal contrast (WCAG 2) where (L + .05)^2 = 1.05 * .05.
    return luminance() < 0.179;
  }

  private static double linear(int level) {
    double s = level / 255.0;
    return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
  }

  /**
   * The colour of a place in OKLab (Ottosson 2020, "A perceptual color space for image
   * processing"), where equal distances look equally large.
   *
   * @param lightness in [0, 1]
   * @param chroma the distance from grey, from 0
   * @param hue in degrees; without effect on grey
   * @throws IllegalArgumentException if sRGB has no such colour
   */
  public static Colour ofOklab(double lightness, double chroma, double hue) {
    double a = chroma * Math.cos(Math.toRadians(hue));
    double b = chroma * Math.sin(Math.toRadians(hue));
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    int red = level(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = level(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = level(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return new Colour(red << 16 | green << 8 | blue);
  }

  private static double cube(double value) {
    return value * value * value;
  }

  private static int level(double linear) {
    double s = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    long level = Math.round(255 * s);
    if (level < 0 || level > 255) {
      throw new IllegalArgumentException("sRGB has no such colour: level " + level);
    }
    return (int) level;
  }
}
