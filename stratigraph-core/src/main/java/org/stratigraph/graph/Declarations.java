package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.TensorShapeProto;
import org.stratigraph.onnx.TypeProto;
import org.stratigraph.onnx.ValueInfoProto;
import org.stratigraph.tensor.ElementType;

/** Declarations of values in ONNX messages. */
final class Declarations {
  private Declarations() {}

  /**
   * @throws UnusableInputException if the value is not a tensor of a known type, or an extent is
   *     negative
   */
  static Value read(ValueInfoProto declared) {
    TypeProto.Tensor type = declared.getType().getTensorType();
    if (!declared.hasType() || !declared.getType().hasTensorType()) {
      throw new UnusableInputException(
          "the value '%s' is not declared as a tensor"
              .formatted(Printable.name(declared.getName())));
    }
    ElementType element;
    try {
      element = ElementType.ofOnnxCode(type.getElemType());
    } catch (IllegalArgumentException e) {
      throw new UnusableInputException(
          "the value '%s' has the unknown element type %d"
              .formatted(Printable.name(declared.getName()), type.getElemType()),
          e);
    }
    List<OptionalLong> shape = new ArrayList<>();
    for (TensorShapeProto.Dimension dimension : type.getShape().getDimList()) {
      if (dimension.hasDimValue() && dimension.getDimValue() < 0) {
        throw new UnusableInputException(
            "the value '%s' has the negative extent %d"
                .formatted(Printable.name(declared.getName()), dimension.getDimValue()));
      }
      // Exporters also write 0 for an axis of any length.
      shape.add(
          dimension.hasDimValue() && dimension.getDimValue() > 0
              ? OptionalLong.of(dimension.getDimValue())
              : OptionalLong.empty());
    }
    return new Value(declared.getName(), element, shape);
  }

  /** The original declaration where there is one, so that nothing of it is lost. */
  static ValueInfoProto write(Value value, @Nullable ValueInfoProto original) {
    if (original != null && original.getType().hasTensorType() && read(original).equals(value)) {
      return original;
    }
    ValueInfoProto.Builder declared = ValueInfoProto.newBuilder().setName(value.name());
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(value.type().onnxCode());
    if (!value.shape().isEmpty()) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (OptionalLong extent : value.shape()) {
        TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
        extent.ifPresent(dimension::setDimValue);
        shape.addDim(dimension);
      }
      type.setShape(shape);
    }
    return declared.setType(TypeProto.newBuilder().setTensorType(type)).build();
  }
}
