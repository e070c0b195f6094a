package org.stratigraph.graph;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.ValueInfoProto;

/** Models whose tensors are not what they are said to be. */
class OnnxTensorRefusalTest extends RefusedModels {
  @Test
  void tensorStoredTwice() throws IOException {
    refused(
        Messages.sum(Messages.zeros("w", 2)).addInitializer(Messages.zeros("w", 2)),
        "'w'",
        "twice");
  }

  @Test
  void unknownElementTypes() throws IOException {
    refused(Messages.stored("w", 99, 2).addFloatData(1), "'w'", "99");
    refused(Messages.stored("w", 8, 1), "'w'", "8");
    refused(Messages.stored("w", 0, 2), "'w'", "0");
    refused(relu().setInput(0, Messages.value("x", 77, 1)), "'x'", "77");
  }

  @Test
  void negativeExtents() throws IOException {
    refused(Messages.stored("w", 1, 2, -3), "'w'", "negative");
    refused(relu().setInput(0, negative("x")), "'x'", "negative");
  }

  private static ValueInfoProto negative(String name) {
    ValueInfoProto.Builder value = Messages.value(name, 1, 2).toBuilder();
    value
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimValue(-5);
    return value.build();
  }

  @Test
  void fewerOrMoreElementsThanTheShapeSays() throws IOException {
    refused(Messages.stored("w", 1, 2, 3).addFloatData(1), "'w'", "[2, 3]", "6", "1");
    refused(Messages.stored("w", 1, 1).addFloatData(1).addFloatData(2), "'w'", "1", "2");
    refused(Messages.zeros("w", 2).toBuilder().clearDims().addDims(3), "'w'", "12", "8");
    refused(Messages.stored("w", 1, 2), "'w'", "2", "0");
  }

  /** 2^42 + 1 and 2^62 elements: what they need in bytes wraps around 64 bits, or nearly. */
  @Test
  void shapesWhoseSizeOverflows() throws IOException {
    refused(Messages.stored("w", 11, (1L << 42) + 1, 1L << 21).addDoubleData(1), "'w'");
    refused(Messages.stored("w", 11, 1L << 31, 1L << 31).addDoubleData(1), "'w'");
    refused(Messages.stored("w", 1, Long.MAX_VALUE, Long.MAX_VALUE, 4).addFloatData(1), "'w'");
    refused(Messages.stored("w", 1, 1L << 40).addFloatData(1), "'w'");
  }

  @Test
  void sparseTensors() throws IOException {
    GraphProto.Builder body = relu();
    body.addSparseInitializerBuilder().setValues(Messages.zeros("w", 2));
    refused(body, "sparse");
  }

  private static TensorProto outside() {
    TensorProto.Builder tensor =
        Messages.stored("", 7, 1).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalDataBuilder().setKey("location").setValue("secret.bin");
    return tensor.build();
  }

  private static NodeProto.Builder constant(TensorProto value) {
    return Messages.node("Constant", "", List.of(), "k")
        .addAttribute(Messages.tensor("value", value));
  }

  /** The engine would look for them wherever the program was started. */
  @Test
  void tensorsOutsideTheModelInsideNodes() throws IOException {
    refused(relu().addNode(constant(outside())), "outside the model");
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(constant(outside()))
            .addOutput(Messages.value("k", 7))
            .build();
    NodeProto.Builder branching =
        Messages.node("If", "", List.of("x"), "z")
            .addAttribute(Messages.graph("then_branch", branch));
    refused(relu().addNode(branching), "outside the model");
    branching
        .clearAttribute()
        .addAttribute(
            Messages.graph(
                "then_branch", GraphProto.newBuilder().addInitializer(outside()).build()));
    refused(relu().addNode(branching), "outside the model");
    NodeProto.Builder sparse = Messages.node("Constant", "", List.of(), "k");
    sparse
        .addAttributeBuilder()
        .setName("sparse_value")
        .getSparseTensorBuilder()
        .setValues(outside());
    refused(relu().addNode(sparse), "outside the model");
    ModelProto.Builder model = Messages.model(relu());
    model.addFunctionsBuilder().addNode(constant(outside()));
    refused(model.build().toByteArray(), "outside the model");
  }

  @Test
  void tensorsInsideNodesThatAreShorterThanTheirShape() throws IOException {
    refused(relu().addNode(constant(Messages.stored("", 7, 5).addInt64Data(1).build())), "[5]");
  }
}
