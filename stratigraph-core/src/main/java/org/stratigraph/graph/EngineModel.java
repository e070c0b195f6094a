package org.stratigraph.graph;

import com.google.protobuf.UnsafeByteOperations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.StringStringEntryProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.TensorShapeProto;
import org.stratigraph.onnx.TypeProto;
import org.stratigraph.onnx.ValueInfoProto;
import org.stratigraph.tensor.Tensor;

/**
 * A graph as an engine takes it: an ONNX model without its large tensors, and those tensors beside
 * it, so that handing over a network of many megabytes copies none of them.
 *
 * @param model the serialised model; the large tensors are declared external
 * @param tensors the large tensors by name
 */
public record EngineModel(byte[] model, Map<String, Tensor> tensors) {
  /** Tensors up to this many bytes stay in the model, like all integers: engines fold them. */
  private static final int SMALL = 1024;

  public static EngineModel of(Graph graph) {
    GraphProto.Builder body =
        graph.header().getGraph().toBuilder()
            .clearNode()
            .clearInitializer()
            .clearInput()
            .clearOutput()
            .clearValueInfo();
    graph.nodes().forEach(node -> body.addNode(node.proto()));
    graph.inputs().forEach(value -> body.addInput(declaration(value, true)));
    graph.outputs().forEach(value -> body.addOutput(declaration(value, false)));
    Map<String, Tensor> large = new LinkedHashMap<>();
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              TensorProto.Builder proto =
                  TensorProto.newBuilder().setName(name).setDataType(tensor.type().onnxCode());
              for (long extent : tensor.shape().extents()) {
                proto.addDims(extent);
              }
              if (!tensor.type().isFloatingPoint() || tensor.bytes().remaining() <= SMALL) {
                proto.setRawData(UnsafeByteOperations.unsafeWrap(tensor.bytes()));
              } else {
                large.put(name, tensor);
                proto
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("memory"));
              }
              body.addInitializer(proto);
            });
    ModelProto model = graph.header().toBuilder().setGraph(body).build();
    return new EngineModel(model.toByteArray(), large);
  }

  private static ValueInfoProto declaration(Value value, boolean typed) {
    ValueInfoProto.Builder declared = ValueInfoProto.newBuilder().setName(value.name());
    if (typed) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (int axis = 0; axis < value.shape().size(); axis++) {
        TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
        value.shape().get(axis).ifPresent(dimension::setDimValue);
        shape.addDim(dimension);
      }
      declared.setType(
          TypeProto.newBuilder()
              .setTensorType(
                  TypeProto.Tensor.newBuilder()
                      .setElemType(value.type().onnxCode())
                      .setShape(shape)));
    }
    return declared.build();
  }
}
