package org.stratigraph.criticality;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Tensor;

/** Brings a new tensor to the number format of the one that it replaces. */
final class Casts {
  private Casts() {}

  /**
   * The same values in another real format, rounded to nearest.
   *
   * @throws IllegalArgumentException if {@code type} is an integer format
   */
  static Tensor to(ElementType type, Tensor tensor) {
    if (tensor.type() == type) {
      return tensor;
    }
    int count = Math.toIntExact(tensor.elementCount());
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      double value = tensor.get(i);
      switch (type) {
        case FLOAT32 -> bytes.putFloat((float) value);
        case FLOAT64 -> bytes.putDouble(value);
        case FLOAT16 -> bytes.putShort(half((float) value));
        case BFLOAT16 -> bytes.putShort(brain((float) value));
        default -> throw new IllegalArgumentException("a trained tensor is not of type " + type);
      }
    }
    return Tensor.wrap(type, tensor.shape(), bytes.flip());
  }

  /** IEEE 754 binary16, to nearest, ties to even; too large values become infinite. */
  private static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int rounded = (bits & 0x7fffffff) + 0xfff + ((bits >>> 13) & 1);
    return (short) (sign | ((rounded >>> 13) - (112 << 10)));
  }

  /** The upper half of a float, to nearest, ties to even. */
  private static short brain(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
