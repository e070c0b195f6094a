package org.stratigraph.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Images of equal size whose levels lie one after the other in memory. Their ids are their indices.
 */
final class RasterStorage implements Storage {
  private final int width;
  private final int height;
  private final int channels;
  private final byte[] levels;
  private final boolean planar;

  private RasterStorage(int width, int height, int channels, byte[] levels, boolean planar) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.levels = levels;
    this.planar = planar;
  }

  /** Levels stored pixel by pixel: [n, H, W, C]. */
  static RasterStorage interleaved(int width, int height, int channels, byte[] levels) {
    return new RasterStorage(width, height, channels, levels, false);
  }

  /** Levels stored channel by channel: [n, C, H, W]. */
  static RasterStorage planar(int width, int height, int channels, byte[] levels) {
    return new RasterStorage(width, height, channels, levels, true);
  }

  /** Samples 0, 1, ... with these labels. */
  static List<Sample> samples(int[] labels) {
    List<Sample> samples = new ArrayList<>(labels.length);
    for (int i = 0; i < labels.length; i++) {
      samples.add(new Sample(Integer.toString(i), OptionalInt.of(labels[i])));
    }
    return samples;
  }

  /** Samples 0, ..., count - 1 without labels. */
  static List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(new Sample(Integer.toString(i), OptionalInt.empty()));
    }
    return samples;
  }

  @Override
  public StoredImages open(List<String> ids) {
    int[] indices = ids.stream().mapToInt(Integer::parseInt).toArray();
    return index -> new StoredImage.Levels(image(indices[index]));
  }

  private Raster image(int index) {
    int pixels = width * height;
    byte[] image = new byte[pixels * channels];
    int start = index * image.length;
    if (!planar) {
      System.arraycopy(levels, start, image, 0, image.length);
    } else {
      for (int channel = 0; channel < channels; channel++) {
        for (int i = 0; i < pixels; i++) {
          image[i * channels + channel] = levels[start + channel * pixels + i];
        }
      }
    }
    return new Raster(width, height, channels, image);
  }
}
