package org.stratigraph.data;

import org.stratigraph.data.Preprocessing.Size;
import org.stratigraph.data.Resampler.Window;

/** Applies a {@link Preprocessing} to decoded images; not thread-safe. */
final class Preprocessor {
  private final Preprocessing preprocessing;
  private final Resampler resampler = new Resampler();

  /** What each level becomes, a table for each channel. */
  private final float[][] values;

  Preprocessor(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    this.values = new float[preprocessing.channels()][256];
    for (int channel = 0; channel < values.length; channel++) {
      float mean = preprocessing.mean().get(channel);
      float std = preprocessing.std().get(channel);
      for (int level = 0; level < 256; level++) {
        values[channel][level] = (level / 255f - mean) / std;
      }
    }
  }

  /** The levels after resize and crop. */
  Raster prepare(Raster image) {
    Raster colours = image.withChannels(preprocessing.channels());
    Size resized = preprocessing.resizedSize(image.width(), image.height());
    Size wanted = preprocessing.sizeFor(image.width(), image.height());
    Window window =
        new Window(
            start(resized.width(), wanted.width()),
            start(resized.height(), wanted.height()),
            Math.min(resized.width(), wanted.width()),
            Math.min(resized.height(), wanted.height()));
    Raster cut =
        preprocessing
            .resize()
            .filter(r -> !resized.equals(new Size(image.width(), image.height())))
            .map(
                r ->
                    resampler.resize(
                        colours, resized.width(), resized.height(), r.interpolation(), window))
            .orElseGet(() -> Resampler.cut(colours, window));
    return pad(cut, wanted);
  }

  /** Python's {@code int(round((side - crop) / 2.0))}: halves go to the even number. */
  private static int start(int side, int crop) {
    return side <= crop ? 0 : (int) Math.rint((side - crop) / 2.0);
  }

  private static Raster pad(Raster image, Size wanted) {
    if (image.width() == wanted.width() && image.height() == wanted.height()) {
      return image;
    }
    int channels = image.channels();
    int left = (wanted.width() - image.width()) / 2;
    int top = (wanted.height() - image.height()) / 2;
    byte[] padded = new byte[Math.multiplyExact(wanted.width() * wanted.height(), channels)];
    int row = image.width() * channels;
    for (int y = 0; y < image.height(); y++) {
      int target = ((top + y) * wanted.width() + left) * channels;
      System.arraycopy(image.levels(), y * row, padded, target, row);
    }
    return new Raster(wanted.width(), wanted.height(), channels, padded);
  }

  /** The normalised values of a prepared image, channel by channel. */
  float[] normalise(Raster prepared) {
    int channels = prepared.channels();
    byte[] levels = prepared.levels();
    int pixels = levels.length / channels;
    float[] result = new float[levels.length];
    for (int channel = 0; channel < channels; channel++) {
      float[] table = values[channel];
      int target = channel * pixels;
      for (int i = 0, from = channel; i < pixels; i++, from += channels) {
        result[target + i] = table[levels[from] & 0xFF];
      }
    }
    preprocessing.standardise(result);
    return result;
  }
}
