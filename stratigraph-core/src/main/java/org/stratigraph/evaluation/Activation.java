package org.stratigraph.evaluation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.stratigraph.tensor.ElementType;

/**
 * A value between evaluations: a dense row-major tensor in native byte order.
 *
 * @param type its element type
 * @param shape its extents; the first is the batch for values that depend on the images
 * @param bytes its elements, a direct buffer in native order from position 0 to its limit
 */
public record Activation(ElementType type, long[] shape, ByteBuffer bytes) {
  public Activation {
    shape = shape.clone();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Size in bytes. */
  public long size() {
    return bytes.limit();
  }

  /** Identity of the buffer, equality of type and shape. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(Object other) {
    return other instanceof Activation value
        && bytes == value.bytes
        && type == value.type
        && Arrays.equals(shape, value.shape);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return type + " " + Arrays.toString(shape);
  }
}
