package org.stratigraph.augmentation;

import java.util.Arrays;
import org.stratigraph.data.Raster;

/**
 * A crop of the image's own size out of the image with black around it, and then a mirroring.
 *
 * @param right how far the crop begins right of the image's left edge; may be negative
 * @param down how far it begins below the image's upper edge; may be negative
 * @param mirrored whether left and right are exchanged
 */
record Cut(int right, int down, boolean mirrored) {
  static final Cut NONE = new Cut(0, 0, false);

  Raster apply(Raster image) {
    if (equals(NONE)) {
      return image;
    }
    int width = image.width();
    int channels = image.channels();
    byte[] to = new byte[image.levels().length];
    for (int y = 0, out = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++, out += channels) {
        int column = column(x, width);
        if (y + down >= 0 && y + down < image.height() && column >= 0 && column < width) {
          int source = ((y + down) * width + column) * channels;
          System.arraycopy(image.levels(), source, to, out, channels);
        }
      }
    }
    return new Raster(width, image.height(), channels, to);
  }

  /**
   * The values of the result, channel by channel, in one pass.
   *
   * @param tables what each level becomes, for each channel
   * @param values takes [C, H, W]
   */
  void applyTo(Raster image, float[][] tables, float[] values) {
    int width = image.width();
    int height = image.height();
    int channels = image.channels();
    byte[] levels = image.levels();
    // Columns of the result whose pixels lie in the image.
    int first = Math.max(0, mirrored ? right : -right);
    int end = Math.min(width, mirrored ? width + right : width - right);
    int step = mirrored ? -channels : channels;
    for (int channel = 0, out = 0; channel < channels; channel++) {
      float[] table = tables[channel];
      for (int y = 0; y < height; y++, out += width) {
        int row = y + down;
        if (row < 0 || row >= height || first >= end) {
          Arrays.fill(values, out, out + width, table[0]);
          continue;
        }
        Arrays.fill(values, out, out + first, table[0]);
        int from = (row * width + column(first, width)) * channels + channel;
        for (int x = first; x < end; x++, from += step) {
          values[out + x] = table[levels[from] & 0xFF];
        }
        Arrays.fill(values, out + end, out + width, table[0]);
      }
    }
  }

  /** Where a column of the result lies in the image. */
  private int column(int x, int width) {
    return (mirrored ? width - 1 - x : x) + right;
  }
}
