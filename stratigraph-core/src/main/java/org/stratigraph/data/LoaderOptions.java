package org.stratigraph.data;

/**
 * How images are loaded.
 *
 * @param threads how many decode at once, at least 1
 * @param skipBadImages whether an image that cannot be read is left out and listed, instead of
 *     ending the work
 * @param maxPixels the most pixels an image may have, before and after the resize
 */
public record LoaderOptions(int threads, boolean skipBadImages, long maxPixels) {
  /** 100 million pixels. */
  public static final long DEFAULT_MAX_PIXELS = 100_000_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public LoaderOptions {
    if (threads < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(threads + " threads, " + maxPixels + " pixels");
    }
  }

  /** All processors, stopping at a bad image, at most 100 million pixels. */
  public static LoaderOptions defaults() {
    return new LoaderOptions(Runtime.getRuntime().availableProcessors(), false, DEFAULT_MAX_PIXELS);
  }

  public LoaderOptions withThreads(int number) {
    return new LoaderOptions(number, skipBadImages, maxPixels);
  }

  public LoaderOptions withSkipBadImages(boolean skip) {
    return new LoaderOptions(threads, skip, maxPixels);
  }

  public LoaderOptions withMaxPixels(long pixels) {
    return new LoaderOptions(threads, skipBadImages, pixels);
  }
}
