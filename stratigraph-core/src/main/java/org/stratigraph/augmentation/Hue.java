package org.stratigraph.augmentation;

import org.stratigraph.data.Raster;

/**
 * Turns hues through Pillow's 8-bit hue, saturation and value (Convert.c, {@code rgb2hsv} and
 * {@code hsv2rgb}), with its rounding.
 */
final class Hue {
  private Hue() {}

  /**
   * The image with its hues turned.
   *
   * @param image red, green, blue
   * @param steps 0 to 255; 256 would be the whole circle
   */
  static Raster turned(Raster image, int steps) {
    byte[] from = image.levels();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i += 3) {
      int red = from[i] & 0xFF;
      int green = from[i + 1] & 0xFF;
      int blue = from[i + 2] & 0xFF;
      int value = Math.max(red, Math.max(green, blue));
      int range = value - Math.min(red, Math.min(green, blue));
      int hue = range == 0 ? 0 : hue(red, green, blue, value, range);
      int saturation = range == 0 ? 0 : clipped((int) ((float) range / value * 255.0));
      convert((hue + steps) & 0xFF, saturation, value, to, i);
    }
    return new Raster(image.width(), image.height(), 3, to);
  }

  private static int hue(int red, int green, int blue, int value, float range) {
    float r = (value - red) / range;
    float g = (value - green) / range;
    float b = (value - blue) / range;
    float sixth;
    if (red == value) {
      sixth = b - g;
    } else if (green == value) {
      sixth = (float) (2.0 + r - b);
    } else {
      sixth = (float) (4.0 + g - r);
    }
    float share = (float) ((sixth / 6.0 + 1.0) % 1.0);
    return clipped((int) (share * 255.0));
  }

  private static void convert(int hue, int saturation, int value, byte[] to, int at) {
    if (saturation == 0) {
      put(value, value, value, to, at);
      return;
    }
    int sextant = (int) Math.floor(hue * 6f / 255.0);
    float rest = (float) (hue * 6f / 255.0 - sextant);
    float share = (float) (saturation / 255.0);
    int low = rounded(value * (1.0 - share));
    int falling = rounded(value * (1.0 - share * rest));
    int rising = rounded(value * (1.0 - share * (1.0 - rest)));
    switch (sextant % 6) {
      case 0 -> put(value, rising, low, to, at);
      case 1 -> put(falling, value, low, to, at);
      case 2 -> put(low, value, rising, to, at);
      case 3 -> put(low, falling, value, to, at);
      case 4 -> put(rising, low, value, to, at);
      default -> put(value, low, falling, to, at);
    }
  }

  private static void put(int red, int green, int blue, byte[] to, int at) {
    to[at] = (byte) red;
    to[at + 1] = (byte) green;
    to[at + 2] = (byte) blue;
  }

  /** C's {@code round}: halves away from zero. */
  private static int rounded(double value) {
    return clipped((int) Math.floor(value + 0.5));
  }

  private static int clipped(int level) {
    return Math.max(0, Math.min(255, level));
  }
}
