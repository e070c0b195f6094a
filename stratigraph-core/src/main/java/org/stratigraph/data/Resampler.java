package org.stratigraph.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resizes images exactly as Pillow's {@code Image.resize} does: separable, horizontally first, each
 * pass rounded to 8 bits. Only the part of the result that is asked for is computed. Keeps the
 * weights of the sizes met last; not thread-safe.
 */
public final class Resampler {
  private static final int KEPT = 64;
  private static final int HALF = 1 << (ResamplingWeights.PRECISION_BITS - 1);

  private final Map<Key, ResamplingWeights> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ResamplingWeights> eldest) {
          return size() > KEPT;
        }
      };

  private record Key(int inputSize, int outputSize, Interpolation interpolation) {}

  /** A rectangle of the resized image. */
  public record Window(int left, int top, int width, int height) {}

  /** The window of the image resized to {@code width} x {@code height}. */
  public Raster resize(Raster image, int width, int height, Interpolation filter, Window window) {
    if (filter == Interpolation.NEAREST) {
      return nearest(image, width, height, window);
    }
    boolean horizontal = width != image.width();
    boolean vertical = height != image.height();
    ResamplingWeights rows = weights(image.height(), height, filter);
    int top = vertical ? rows.first()[window.top()] : window.top();
    int bottom =
        vertical ? rows.inputEnd(window.top() + window.height()) : window.top() + window.height();
    Raster narrowed =
        horizontal
            ? resizeWidth(image, weights(image.width(), width, filter), window, top, bottom)
            : cut(image, new Window(window.left(), top, window.width(), bottom - top));
    return vertical ? resizeHeight(narrowed, rows, window, top) : narrowed;
  }

  private ResamplingWeights weights(int inputSize, int outputSize, Interpolation filter) {
    return known.computeIfAbsent(
        new Key(inputSize, outputSize, filter),
        key -> ResamplingWeights.of(inputSize, outputSize, filter));
  }

  private static Raster resizeWidth(
      Raster image, ResamplingWeights columns, Window window, int top, int bottom) {
    int channels = image.channels();
    int width = window.width();
    byte[] from = image.levels();
    byte[] to = new byte[Math.multiplyExact(Math.multiplyExact(bottom - top, width), channels)];
    for (int y = top, target = 0; y < bottom; y++, target += width * channels) {
      int row = y * image.width() * channels;
      if (channels == 3) {
        rgbRow(from, row, to, target, columns, window.left(), width);
      } else {
        greyRow(from, row, to, target, columns, window.left(), width);
      }
    }
    return new Raster(width, bottom - top, channels, to);
  }

  private static void rgbRow(
      byte[] from, int row, byte[] to, int target, ResamplingWeights columns, int left, int width) {
    int[] weights = columns.weights();
    for (int x = 0, out = target; x < width; x++, out += 3) {
      int at = (left + x) * columns.stride();
      int source = row + columns.first()[left + x] * 3;
      int end = at + columns.count()[left + x];
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      for (; at < end; at++, source += 3) {
        int weight = weights[at];
        red += (from[source] & 0xFF) * weight;
        green += (from[source + 1] & 0xFF) * weight;
        blue += (from[source + 2] & 0xFF) * weight;
      }
      to[out] = level(red);
      to[out + 1] = level(green);
      to[out + 2] = level(blue);
    }
  }

  private static void greyRow(
      byte[] from, int row, byte[] to, int target, ResamplingWeights columns, int left, int width) {
    int[] weights = columns.weights();
    for (int x = 0; x < width; x++) {
      int at = (left + x) * columns.stride();
      int source = row + columns.first()[left + x];
      int end = at + columns.count()[left + x];
      int sum = HALF;
      for (; at < end; at++, source++) {
        sum += (from[source] & 0xFF) * weights[at];
      }
      to[target + x] = level(sum);
    }
  }

  /** {@code narrowed} holds the image's rows from {@code offset} on. */
  private static Raster resizeHeight(
      Raster narrowed, ResamplingWeights rows, Window window, int offset) {
    int row = narrowed.width() * narrowed.channels();
    byte[] from = narrowed.levels();
    byte[] to = new byte[Math.multiplyExact(window.height(), row)];
    int[] sums = new int[row];
    for (int y = 0; y < window.height(); y++) {
      int wanted = window.top() + y;
      Arrays.fill(sums, HALF);
      for (int k = 0; k < rows.count()[wanted]; k++) {
        int weight = rows.weights()[wanted * rows.stride() + k];
        int source = (rows.first()[wanted] + k - offset) * row;
        for (int x = 0; x < row; x++) {
          sums[x] += (from[source + x] & 0xFF) * weight;
        }
      }
      for (int x = 0; x < row; x++) {
        to[y * row + x] = level(sums[x]);
      }
    }
    return new Raster(narrowed.width(), window.height(), narrowed.channels(), to);
  }

  private static byte level(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> ResamplingWeights.PRECISION_BITS));
  }

  /** Pillow's affine path: the position is accumulated, step by step, and cut off. */
  private static Raster nearest(Raster image, int width, int height, Window window) {
    int[] columns = nearestPositions(image.width(), width);
    int[] rows = nearestPositions(image.height(), height);
    int channels = image.channels();
    byte[] to = new byte[window.width() * window.height() * channels];
    for (int y = 0, out = 0; y < window.height(); y++) {
      int row = rows[window.top() + y] * image.width();
      for (int x = 0; x < window.width(); x++, out += channels) {
        int source = (row + columns[window.left() + x]) * channels;
        System.arraycopy(image.levels(), source, to, out, channels);
      }
    }
    return new Raster(window.width(), window.height(), channels, to);
  }

  private static int[] nearestPositions(int inputSize, int outputSize) {
    int[] positions = new int[outputSize];
    double step = (double) inputSize / outputSize;
    double at = step * 0.5;
    for (int i = 0; i < outputSize; i++, at += step) {
      positions[i] = Math.min((int) at, inputSize - 1);
    }
    return positions;
  }

  /** The window of the image as it is. */
  public static Raster cut(Raster image, Window window) {
    if (window.equals(new Window(0, 0, image.width(), image.height()))) {
      return image;
    }
    int channels = image.channels();
    int row = window.width() * channels;
    byte[] to = new byte[Math.multiplyExact(row, window.height())];
    for (int y = 0; y < window.height(); y++) {
      int source = ((window.top() + y) * image.width() + window.left()) * channels;
      System.arraycopy(image.levels(), source, to, y * row, row);
    }
    return new Raster(window.width(), window.height(), channels, to);
  }
}
