package org.stratigraph.graph;

import com.google.protobuf.UnsafeByteOperations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.StringStringEntryProto;
import org.stratigraph.onnx.TensorProto;
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

  /**
   * The model of a graph.
   *
   * @throws org.stratigraph.UnusableInputException if the engine is known to compute a node wrongly
   */
  public static EngineModel of(Graph graph) {
    Map<String, Tensor> large = new LinkedHashMap<>();
    ModelProto model =
        ModelMessage.of(
            graph,
            (message, tensor) -> {
              if (!tensor.type().isFloatingPoint() || tensor.bytes().remaining() <= SMALL) {
                message.setRawData(UnsafeByteOperations.unsafeWrap(tensor.bytes()));
              } else {
                large.put(message.getName(), tensor);
                message
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("memory"));
              }
            });
    // What the model says of values in between may no longer be true of a part of it, and the
    // engine finds the types of the outputs itself.
    GraphProto.Builder body = model.getGraph().toBuilder().clearValueInfo().clearOutput();
    graph.outputs().forEach(value -> body.addOutputBuilder().setName(value.name()));
    AveragePools.mend(model, body);
    ModelProto bare = model.toBuilder().setGraph(body).build();
    return new EngineModel(bare.toByteArray(), large);
  }
}
