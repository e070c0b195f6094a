package org.stratigraph.graph;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.OperatorSetIdProto;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** A graph of one node, its inputs {@code a}, {@code b}, ... and its outputs {@code y0}, ... */
final class NodeCase {
  private final NodeProto.Builder node = NodeProto.newBuilder();
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Tensor> stored = new LinkedHashMap<>();
  private int opset = 17;

  private NodeCase(String operator) {
    node.setOpType(operator);
  }

  static NodeCase of(String operator) {
    return new NodeCase(operator);
  }

  /** Kernels of 7 x 7 in steps of 2 on one image of 224 x 224. */
  static NodeCase convolution() {
    return NodeCase.of("Conv")
        .input(1, 3, 224, 224)
        .input(64, 3, 7, 7)
        .with("strides", new long[] {2, 2});
  }

  NodeCase opset(int version) {
    opset = version;
    return this;
  }

  NodeCase domain(String domain) {
    node.setDomain(domain);
    return this;
  }

  /** A fed input; without extents a scalar. */
  NodeCase input(long... shape) {
    inputs.add(Value.of(next(), shape));
    return this;
  }

  /** A stored vector of integers. */
  NodeCase longs(long... values) {
    stored.put(next(), Tensor.ofLongs(Shape.of(values.length), values));
    return this;
  }

  /** A stored vector of real numbers. */
  NodeCase reals(float... values) {
    stored.put(next(), Tensor.of(Shape.of(values.length), values));
    return this;
  }

  NodeCase omitted() {
    node.addInput("");
    return this;
  }

  private String next() {
    String name = String.valueOf((char) ('a' + node.getInputCount()));
    node.addInput(name);
    return name;
  }

  NodeCase with(String attribute, Object value) {
    AttributeProto.Builder message = AttributeProto.newBuilder().setName(attribute);
    if (value instanceof long[] list) {
      LongStream.of(list).forEach(message::addInts);
    } else if (value instanceof Long integer) {
      message.setI(integer);
    } else {
      message.setS(ByteString.copyFromUtf8((String) value));
    }
    node.addAttribute(message);
    return this;
  }

  Graph graph(int outputs) {
    for (int i = 0; i < outputs; i++) {
      node.addOutput("y" + i);
    }
    ModelProto header =
        ModelProto.newBuilder()
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .build();
    return Graph.of(
        header, inputs, List.of(Value.of("y0")), List.of(Node.of(node.build())), stored);
  }

  /** The inferred shape of the first output; empty if it is unknown. */
  Optional<Shape> shape() {
    return Shapes.infer(graph(1), Map.of()).of("y0");
  }

  /** The inferred shapes of several outputs. */
  List<Optional<Shape>> shapes(int outputs) {
    Shapes shapes = Shapes.infer(graph(outputs), Map.of());
    List<Optional<Shape>> all = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      all.add(shapes.of("y" + i));
    }
    return all;
  }
}
