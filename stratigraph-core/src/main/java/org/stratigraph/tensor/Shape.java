package org.stratigraph.tensor;

import java.util.Arrays;

/**
 * The extents of a dense tensor, outermost first; rank 0 is a scalar. Extents are never negative
 * and their product fits a {@code long}.
 */
public final class Shape {
  private final long[] extents;
  private final long elementCount;

  private Shape(long[] extents, long elementCount) {
    this.extents = extents;
    this.elementCount = elementCount;
  }

  /**
   * A shape of the given extents.
   *
   * @throws IllegalArgumentException if an extent is negative or the number of elements overflows a
   *     {@code long}
   */
  public static Shape of(long... extents) {
    long count = 1;
    boolean empty = false;
    for (long extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(extents));
      }
      empty |= extent == 0;
    }
    if (empty) {
      return new Shape(extents.clone(), 0);
    }
    for (long extent : extents) {
      try {
        count = Math.multiplyExact(count, extent);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("too many elements: " + Arrays.toString(extents), e);
      }
    }
    return new Shape(extents.clone(), count);
  }

  public int rank() {
    return extents.length;
  }

  /**
   * The extent of one axis.
   *
   * @throws ArrayIndexOutOfBoundsException if there is no such axis
   */
  public long extent(int axis) {
    return extents[axis];
  }

  /** All extents, a fresh copy. */
  public long[] extents() {
    return extents.clone();
  }

  /** The extents of a batch of n such tensors: n first, then {@link #extents}. */
  public long[] batch(long n) {
    long[] batch = new long[extents.length + 1];
    batch[0] = n;
    System.arraycopy(extents, 0, batch, 1, extents.length);
    return batch;
  }

  /** The product of the extents; 1 for a scalar. */
  public long elementCount() {
    return elementCount;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** The extents as {@code [64, 3, 7, 7]}. */
  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
