package org.stratigraph.graph;

import java.util.HashMap;
import java.util.Map;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.ValueInfoProto;
import org.stratigraph.tensor.Tensor;

/** A graph as an ONNX message. */
final class ModelMessage {
  private ModelMessage() {}

  /** Puts the elements of a tensor, or where they are, into its message. */
  @FunctionalInterface
  interface TensorWriter {
    void write(TensorProto.Builder message, Tensor tensor);
  }

  /** The whole model; declarations and tensors keep what their originals had besides. */
  static ModelProto of(Graph graph, TensorWriter writer) {
    GraphProto original = graph.header().getGraph();
    Map<String, TensorProto> shells = new HashMap<>();
    original.getInitializerList().forEach(shell -> shells.put(shell.getName(), shell));
    Map<String, ValueInfoProto> declared = new HashMap<>();
    original.getInputList().forEach(value -> declared.put(value.getName(), value));
    original.getOutputList().forEach(value -> declared.put(value.getName(), value));
    GraphProto.Builder body =
        original.toBuilder().clearNode().clearInitializer().clearInput().clearOutput();
    graph.nodes().forEach(node -> body.addNode(node.proto()));
    for (Value input : graph.inputs()) {
      body.addInput(Declarations.write(input, declared.get(input.name())));
    }
    // Before IR version 4 an initialiser is an input too.
    for (ValueInfoProto input : original.getInputList()) {
      if (graph.initialisers().containsKey(input.getName())) {
        body.addInput(input);
      }
    }
    for (Value output : graph.outputs()) {
      body.addOutput(Declarations.write(output, declared.get(output.name())));
    }
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              TensorProto shell = shells.get(name);
              TensorProto.Builder message =
                  shell == null ? TensorProto.newBuilder() : shell.toBuilder();
              message.setName(name).setDataType(tensor.type().onnxCode()).clearDims();
              for (long extent : tensor.shape().extents()) {
                message.addDims(extent);
              }
              writer.write(message, tensor);
              body.addInitializer(message);
            });
    return graph.header().toBuilder().setGraph(body).build();
  }
}
