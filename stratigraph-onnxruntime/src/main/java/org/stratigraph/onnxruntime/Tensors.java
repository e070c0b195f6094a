package org.stratigraph.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.tensor.ElementType;

/** Our values as ONNX Runtime's and back, without copying. */
final class Tensors {
  private Tensors() {}

  /** A view on a direct buffer; the buffer must live as long as the result. */
  static OnnxTensor view(
      OrtEnvironment environment, ElementType type, long[] shape, ByteBuffer bytes)
      throws OrtException {
    return OnnxTensor.createTensor(
        environment, bytes.duplicate().order(ByteOrder.nativeOrder()), shape, javaType(type));
  }

  static OnnxTensor view(OrtEnvironment environment, Activation value) throws OrtException {
    return view(environment, value.type(), value.shape(), value.bytes());
  }

  /** A copy in new direct memory. */
  static Activation copy(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    ByteBuffer source = tensor.getByteBuffer();
    ByteBuffer bytes = ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.nativeOrder());
    bytes.put(source).flip();
    return new Activation(elementType(info), info.getShape(), bytes);
  }

  private static ElementType elementType(TensorInfo info) {
    return switch (info.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BFLOAT16;
      default -> throw new IllegalStateException("unexpected element type " + info.onnxType);
    };
  }

  private static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      case UINT16, UINT32, UINT64 ->
          throw new IllegalArgumentException(type + " values cannot be handed to ONNX Runtime");
    };
  }
}
