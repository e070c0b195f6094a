package org.stratigraph.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.StringStringEntryProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Stored tensors of ONNX messages, in every form that the format has. */
final class TensorMessage {
  private TensorMessage() {}

  /** What is left of a message without its elements: its name, and what we do not know of it. */
  static TensorProto shell(TensorProto message) {
    return message.toBuilder()
        .clearRawData()
        .clearFloatData()
        .clearInt32Data()
        .clearInt64Data()
        .clearDoubleData()
        .clearUint64Data()
        .clearStringData()
        .clearExternalData()
        .clearDataLocation()
        .build();
  }

  /** The real tensor that a Constant node holds; empty for other nodes and for scalars. */
  static Optional<TensorProto> constant(NodeProto node) {
    if (!node.getOpType().equals("Constant") || node.getOutputCount() != 1) {
      return Optional.empty();
    }
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals("value") && attribute.hasT())
        .map(AttributeProto::getT)
        .filter(tensor -> tensor.getDimsCount() > 0 && isReal(tensor.getDataType()))
        .findFirst();
  }

  private static boolean isReal(int code) {
    return type(code).filter(ElementType::isFloatingPoint).isPresent();
  }

  /** The element type of an ONNX code; empty if it is not known here. */
  static Optional<ElementType> type(int code) {
    return Arrays.stream(ElementType.values()).filter(type -> type.onnxCode() == code).findFirst();
  }

  /**
   * A tensor with its elements.
   *
   * @param external where they are if not in the message
   * @throws UnusableInputException if the type is unknown, or the elements are not those of the
   *     shape
   */
  static Tensor read(TensorProto message, ExternalData external) {
    return read(message, bytes -> external.read(message, bytes));
  }

  /**
   * A tensor whose elements are in its message.
   *
   * @throws UnusableInputException also if they are elsewhere
   */
  static Tensor read(TensorProto message) {
    return read(
        message,
        bytes -> {
          throw new UnusableInputException(
              "the tensor '%s' is stored outside the model"
                  .formatted(Printable.name(message.getName())));
        });
  }

  private static Tensor read(TensorProto message, LongFunction<ByteBuffer> outside) {
    String name = Printable.name(message.getName());
    ElementType type;
    Shape shape;
    try {
      type = ElementType.ofOnnxCode(message.getDataType());
      shape = Shape.of(message.getDimsList().stream().mapToLong(Long::longValue).toArray());
    } catch (IllegalArgumentException e) {
      throw new UnusableInputException("the tensor '%s': %s".formatted(name, e.getMessage()), e);
    }
    long bytes;
    try {
      bytes = Math.multiplyExact(shape.elementCount(), (long) type.bytes());
    } catch (ArithmeticException e) {
      throw new UnusableInputException(
          "the tensor '%s' of shape %s is too large".formatted(name, shape), e);
    }
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new UnusableInputException(
          "the tensor '%s' of shape %s is larger than 2 GiB".formatted(name, shape));
    }
    if (message.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return Tensor.wrap(type, shape, outside.apply(bytes));
    }
    if (message.hasRawData() && (message.getRawData().size() > 0 || bytes == 0)) {
      check(name, shape, bytes, message.getRawData().size());
      return Tensor.wrap(type, shape, OnnxFile.buffer(message.getRawData()));
    }
    return typed(message, type, shape);
  }

  private static Tensor typed(TensorProto message, ElementType type, Shape shape) {
    int stored =
        switch (type) {
          case FLOAT32 -> message.getFloatDataCount();
          case FLOAT64 -> message.getDoubleDataCount();
          case INT64 -> message.getInt64DataCount();
          case UINT32, UINT64 -> message.getUint64DataCount();
          default -> message.getInt32DataCount();
        };
    check(Printable.name(message.getName()), shape, shape.elementCount(), stored);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(stored, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < stored; i++) {
      switch (type) {
        case FLOAT32 -> bytes.putFloat(message.getFloatData(i));
        case FLOAT64 -> bytes.putDouble(message.getDoubleData(i));
        case INT64 -> bytes.putLong(message.getInt64Data(i));
        case UINT32 -> bytes.putInt((int) message.getUint64Data(i));
        case UINT64 -> bytes.putLong(message.getUint64Data(i));
        case INT32 -> bytes.putInt(message.getInt32Data(i));
        case INT16, UINT16, FLOAT16, BFLOAT16 -> bytes.putShort((short) message.getInt32Data(i));
        case INT8, UINT8, BOOL -> bytes.put((byte) message.getInt32Data(i));
      }
    }
    return Tensor.wrap(type, shape, bytes.flip());
  }

  private static void check(String name, Shape shape, long expected, long found) {
    if (expected != found) {
      throw new UnusableInputException(
          "the tensor '%s' of shape %s should have %d %s, but has %d"
              .formatted(
                  name,
                  shape,
                  expected,
                  expected == shape.elementCount() ? "elements" : "bytes",
                  found));
    }
  }

  /** The value of an entry of {@code external_data}; empty if there is none. */
  static String entry(List<StringStringEntryProto> entries, String key) {
    return entries.stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse("");
  }
}
