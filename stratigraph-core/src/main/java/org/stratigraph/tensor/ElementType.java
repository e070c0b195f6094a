package org.stratigraph.tensor;

/**
 * The number formats a {@link Tensor} can hold, with the ONNX code of each ({@code
 * TensorProto.DataType}) and its width.
 */
public enum ElementType {
  FLOAT32(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  FLOAT16(10, 2),
  FLOAT64(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  private final int onnxCode;
  private final int bytes;

  ElementType(int onnxCode, int bytes) {
    this.onnxCode = onnxCode;
    this.bytes = bytes;
  }

  /** The value of {@code TensorProto.data_type} in an ONNX file. */
  public int onnxCode() {
    return onnxCode;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether values of this type are real numbers that training can have produced. */
  public boolean isFloatingPoint() {
    return this == FLOAT32 || this == FLOAT16 || this == FLOAT64 || this == BFLOAT16;
  }

  /**
   * The type with the given ONNX code.
   *
   * @throws IllegalArgumentException if no supported type has that code
   */
  public static ElementType ofOnnxCode(int code) {
    for (ElementType type : values()) {
      if (type.onnxCode == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("unsupported ONNX element type " + code);
  }
}
