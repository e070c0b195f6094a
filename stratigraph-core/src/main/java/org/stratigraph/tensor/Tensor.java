package org.stratigraph.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An immutable dense tensor: row-major, contiguous, little-endian, at most 2 GiB. Thread-safe.
 *
 * <p>NaN and infinities are legal values here; who cannot use them says so.
 */
public final class Tensor {
  private final ElementType type;
  private final Shape shape;
  private final ByteBuffer bytes;

  private Tensor(ElementType type, Shape shape, ByteBuffer bytes) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * A tensor over the remaining bytes of {@code bytes}, which are not copied and must not change
   * afterwards.
   *
   * @throws IllegalArgumentException if the number of remaining bytes is not that of the shape
   */
  public static Tensor wrap(ElementType type, Shape shape, ByteBuffer bytes) {
    long expected;
    try {
      expected = Math.multiplyExact(shape.elementCount(), (long) type.bytes());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("shape " + shape + " is too large", e);
    }
    if (bytes.remaining() != expected) {
      throw new IllegalArgumentException(
          "shape %s of %s needs %d bytes, not %d"
              .formatted(shape, type, expected, bytes.remaining()));
    }
    return new Tensor(type, shape, bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * A float32 tensor with a copy of the given values.
   *
   * @throws IllegalArgumentException if the number of values is not that of the shape
   */
  public static Tensor of(Shape shape, float... values) {
    ByteBuffer bytes = allocate(values.length, Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return wrap(ElementType.FLOAT32, shape, bytes);
  }

  /**
   * An int64 tensor with a copy of the given values.
   *
   * @throws IllegalArgumentException if the number of values is not that of the shape
   */
  public static Tensor ofLongs(Shape shape, long... values) {
    ByteBuffer bytes = allocate(values.length, Long.BYTES);
    bytes.asLongBuffer().put(values);
    return wrap(ElementType.INT64, shape, bytes);
  }

  private static ByteBuffer allocate(int count, int width) {
    return ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN);
  }

  public ElementType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  public long elementCount() {
    return shape.elementCount();
  }

  /** The elements as stored: a fresh read-only little-endian view from the first to the last. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * One element as a double; int64 beyond 2^53 is rounded, uint64 is read as unsigned.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public double get(int index) {
    return switch (type) {
      case FLOAT32 -> bytes.getFloat(index * 4);
      case FLOAT64 -> bytes.getDouble(index * 8);
      case FLOAT16 -> HalfPrecision.float16(bytes.getShort(index * 2));
      case BFLOAT16 -> HalfPrecision.bfloat16(bytes.getShort(index * 2));
      case INT8 -> bytes.get(index);
      case UINT8 -> Byte.toUnsignedInt(bytes.get(index));
      case BOOL -> bytes.get(index) == 0 ? 0 : 1;
      case INT16 -> bytes.getShort(index * 2);
      case UINT16 -> Short.toUnsignedInt(bytes.getShort(index * 2));
      case INT32 -> bytes.getInt(index * 4);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(index * 4));
      case INT64 -> bytes.getLong(index * 8);
      case UINT64 -> unsigned(bytes.getLong(index * 8));
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
  }

  /** All elements converted to float, a fresh array. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(elementCount())];
    if (type == ElementType.FLOAT32) {
      bytes().asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) get(i);
    }
    return values;
  }

  /**
   * All elements of an integer tensor, a fresh array.
   *
   * @throws IllegalStateException if the elements are real numbers
   */
  public long[] toLongs() {
    if (type.isFloatingPoint()) {
      throw new IllegalStateException("not an integer tensor: " + type);
    }
    long[] values = new long[Math.toIntExact(elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          type == ElementType.INT64 || type == ElementType.UINT64
              ? bytes.getLong(i * 8)
              : (long) get(i);
    }
    return values;
  }

  /** Same type, shape and bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && type == tensor.type
        && shape.equals(tensor.shape)
        && bytes.equals(tensor.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + shape.hashCode()) + bytes.hashCode();
  }

  /** Type and shape, not the values. */
  @Override
  public String toString() {
    return type + " " + shape;
  }
}
