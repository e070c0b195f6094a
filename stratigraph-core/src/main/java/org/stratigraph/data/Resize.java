package org.stratigraph.data;

import org.stratigraph.UnusableInputException;

/**
 * Bringing the shorter side of an image to a size and the longer one to {@code size * longer /
 * shorter}, rounded down, as torchvision's {@code Resize(size)} does; an image whose shorter side
 * has the size already stays as it is.
 *
 * @param size the shorter side in pixels, 1 to 16,384
 * @param interpolation the filter
 */
public record Resize(int size, Interpolation interpolation) {
  static final int LARGEST_SIDE = 16_384;

  /**
   * Checks the size.
   *
   * @throws UnusableInputException if it is outside 1 to 16,384
   */
  public Resize {
    requireSide("resize to", size);
  }

  static void requireSide(String what, int size) {
    if (size < 1 || size > LARGEST_SIDE) {
      throw new UnusableInputException(
          "Cannot " + what + " " + size + " pixels; use 1 to " + LARGEST_SIDE + ".");
    }
  }

  /** The width of the result for an image of this width and height. */
  int width(int width, int height) {
    return width <= height ? size : longer(width, height);
  }

  /** The height of the result for an image of this width and height. */
  int height(int width, int height) {
    return width <= height ? longer(height, width) : size;
  }

  /** Python's {@code int(size * longer / shorter)}: a division in double, cut off. */
  private int longer(int longer, int shorter) {
    return (int) ((double) ((long) size * longer) / shorter);
  }
}
