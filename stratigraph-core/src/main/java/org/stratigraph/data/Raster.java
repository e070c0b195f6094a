package org.stratigraph.data;

/**
 * A decoded image of 8-bit levels.
 *
 * @param width at least 1
 * @param height at least 1
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param levels row by row, pixel by pixel, channel by channel; not copied, not to be changed
 */
public record Raster(int width, int height, int channels, byte[] levels) {
  /**
   * Checks the number of levels.
   *
   * @throws IllegalArgumentException if it is not that of the sizes
   */
  public Raster {
    if (width < 1 || height < 1 || (long) width * height * channels != levels.length) {
      throw new IllegalArgumentException(
          levels.length + " levels for " + width + " x " + height + " x " + channels);
    }
  }

  /** The same image with this number of channels, converted as Pillow's {@code convert} does. */
  public Raster withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    int pixels = width * height;
    byte[] converted = new byte[Math.multiplyExact(pixels, wanted)];
    if (wanted == 3) {
      for (int i = 0, to = 0; i < pixels; i++) {
        byte level = levels[i];
        converted[to++] = level;
        converted[to++] = level;
        converted[to++] = level;
      }
    } else {
      for (int i = 0, from = 0; i < pixels; i++, from += 3) {
        // ITU-R BT.601 luma in 16-bit fixed point: L24 and 0x8000 in Pillow's Convert.c.
        int luma =
            (levels[from] & 0xFF) * 19595
                + (levels[from + 1] & 0xFF) * 38470
                + (levels[from + 2] & 0xFF) * 7471;
        converted[i] = (byte) ((luma + 0x8000) >> 16);
      }
    }
    return new Raster(width, height, wanted, converted);
  }
}
