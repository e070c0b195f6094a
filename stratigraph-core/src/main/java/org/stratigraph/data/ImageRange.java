package org.stratigraph.data;

/**
 * Consecutive images.
 *
 * @param from the first, from 0
 * @param to the one after the last
 */
public record ImageRange(int from, int to) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if it starts below 0 or ends before it starts
   */
  public ImageRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no range of images: %d to %d".formatted(from, to));
    }
  }

  /** The number of images. */
  public int count() {
    return to - from;
  }
}
