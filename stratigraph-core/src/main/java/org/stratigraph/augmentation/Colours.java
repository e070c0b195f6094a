package org.stratigraph.augmentation;

import java.util.Arrays;
import org.stratigraph.data.Raster;

/**
 * Changes of the levels of 8-bit images, bit for bit as Pillow's ImageEnhance and ImageOps and
 * torchvision's {@code adjust_hue} do them. A factor of 1 leaves the image as it is.
 */
final class Colours {
  private Colours() {}

  /** Towards black (0), or away from it (above 1). */
  static Raster brightness(Raster image, double factor) {
    return blend(new byte[image.levels().length], image, factor);
  }

  /** Towards the image in grey (0), or away from it (above 1). */
  static Raster saturation(Raster image, double factor) {
    return blend(grey(image).levels(), image, factor);
  }

  /** Towards the mean of the image in grey (0), or away from it (above 1). */
  static Raster contrast(Raster image, double factor) {
    byte[] luma = image.withChannels(1).levels();
    long sum = 0;
    for (byte level : luma) {
      sum += level & 0xFF;
    }
    byte[] mean = new byte[image.levels().length];
    Arrays.fill(mean, (byte) (int) ((double) sum / luma.length + 0.5));
    return blend(mean, image, factor);
  }

  /** Towards the image smoothed (0), or away from it (above 1). */
  static Raster sharpness(Raster image, double factor) {
    return blend(smoothed(image), image, factor);
  }

  /** The image in grey, with the channels that it had. */
  static Raster grey(Raster image) {
    return image.withChannels(1).withChannels(image.channels());
  }

  /** Turns the hue by a share of the circle, from -0.5 to 0.5; grey images stay as they are. */
  static Raster hue(Raster image, double share) {
    return image.channels() == 1 ? image : Hue.turned(image, (int) (share * 255) & 0xFF);
  }

  /** Keeps the highest bits of each level. */
  static Raster posterize(Raster image, int bits) {
    int mask = -(1 << (8 - bits));
    return mapped(image, (channel, level) -> level & mask);
  }

  /** Inverts the levels from a threshold on. */
  static Raster solarize(Raster image, double threshold) {
    return mapped(image, (channel, level) -> level < threshold ? level : 255 - level);
  }

  /** Stretches the levels of each channel to 0 to 255. */
  static Raster autoContrast(Raster image) {
    int[][] tables = new int[image.channels()][];
    for (int channel = 0; channel < tables.length; channel++) {
      int[] histogram = histogram(image, channel);
      int low = 0;
      while (histogram[low] == 0) {
        low++;
      }
      int high = 255;
      while (histogram[high] == 0) {
        high--;
      }
      double scale = high > low ? 255.0 / (high - low) : 1;
      double offset = high > low ? -low * scale : 0;
      tables[channel] = new int[256];
      for (int level = 0; level < 256; level++) {
        tables[channel][level] = Math.max(0, Math.min(255, (int) (level * scale + offset)));
      }
    }
    return mapped(image, (channel, level) -> tables[channel][level]);
  }

  /** Makes the levels of each channel about equally frequent. */
  static Raster equalize(Raster image) {
    int[][] tables = new int[image.channels()][];
    for (int channel = 0; channel < tables.length; channel++) {
      tables[channel] = equalizing(histogram(image, channel));
    }
    return mapped(image, (channel, level) -> tables[channel][level]);
  }

  private static int[] equalizing(int[] histogram) {
    int pixels = Arrays.stream(histogram).sum();
    int last = 255;
    while (histogram[last] == 0) {
      last--;
    }
    int step = (pixels - histogram[last]) / 255;
    int[] table = new int[256];
    int sum = step / 2;
    for (int level = 0; level < 256; level++) {
      // A single level, or too few pixels: as it is.
      table[level] = step == 0 ? level : Math.min(255, sum / step);
      sum += histogram[level];
    }
    return table;
  }

  private static int[] histogram(Raster image, int channel) {
    int[] histogram = new int[256];
    byte[] levels = image.levels();
    for (int i = channel; i < levels.length; i += image.channels()) {
      histogram[levels[i] & 0xFF]++;
    }
    return histogram;
  }

  /** What a level becomes. */
  private interface Curve {
    int level(int channel, int level);
  }

  private static Raster mapped(Raster image, Curve curve) {
    int channels = image.channels();
    byte[] from = image.levels();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      to[i] = (byte) curve.level(i % channels, from[i] & 0xFF);
    }
    return image(image, to);
  }

  /**
   * Pillow's Blend.c, in 32-bit floating point and cut off: {@code base + factor (image - base)}.
   */
  private static Raster blend(byte[] base, Raster image, double exactFactor) {
    float factor = (float) exactFactor;
    byte[] from = image.levels();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      int start = base[i] & 0xFF;
      float value = start + factor * ((from[i] & 0xFF) - start);
      to[i] = (byte) (int) Math.max(0, Math.min(255, value));
    }
    return image(image, to);
  }

  /** Pillow's SMOOTH: weights 1 around 5, over 13; the outermost pixels stay (Filter.c). */
  private static byte[] smoothed(Raster image) {
    int width = image.width();
    int row = width * image.channels();
    byte[] from = image.levels();
    byte[] to = from.clone();
    for (int y = 1; y < image.height() - 1; y++) {
      for (int i = y * row + image.channels(); i < (y + 1) * row - image.channels(); i++) {
        float sum = 0.5f;
        sum += weighted(from, i + row, image.channels(), 1f / 13);
        sum += weighted(from, i, image.channels(), 5f / 13);
        sum += weighted(from, i - row, image.channels(), 1f / 13);
        to[i] = (byte) (int) Math.min(255, sum);
      }
    }
    return to;
  }

  private static float weighted(byte[] levels, int at, int step, float centre) {
    return (levels[at - step] & 0xFF) * (1f / 13)
        + (levels[at] & 0xFF) * centre
        + (levels[at + step] & 0xFF) * (1f / 13);
  }

  private static Raster image(Raster like, byte[] levels) {
    return new Raster(like.width(), like.height(), like.channels(), levels);
  }
}
