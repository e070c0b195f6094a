package org.stratigraph.graph;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.OperatorSetIdProto;
import org.stratigraph.tensor.Tensor;

/** Builds a {@link Graph} node by node. Not thread-safe. */
public final class GraphBuilder {
  /** The operator set of the graphs that Stratigraph writes itself; ONNX 1.12, IR version 8. */
  public static final int OPSET = 17;

  private static final int IR_VERSION = 8;

  private final ModelProto.Builder header =
      ModelProto.newBuilder()
          .setIrVersion(IR_VERSION)
          .setProducerName("stratigraph")
          .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
  private final List<Value> inputs = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> initialisers = new LinkedHashMap<>();

  private GraphBuilder(String name) {
    header.setGraph(GraphProto.newBuilder().setName(name));
  }

  public static GraphBuilder named(String name) {
    return new GraphBuilder(name);
  }

  public GraphBuilder input(Value value) {
    inputs.add(value);
    return this;
  }

  public GraphBuilder output(Value value) {
    outputs.add(value);
    return this;
  }

  /** Adds a stored tensor and returns its name. */
  public String initialiser(String name, Tensor tensor) {
    if (initialisers.put(name, tensor) != null) {
      throw new IllegalArgumentException("initialiser '" + name + "' exists already");
    }
    return name;
  }

  /**
   * Adds a node with one output.
   *
   * @param operator an operator of ONNX's own domain
   * @param name the node's name; its output is called the same
   * @param inputs names of the input values; empty for an omitted optional input
   * @param attributes by name: {@code Long}, {@code Float}, {@code String} or {@code long[]}
   * @return the name of the output
   */
  public String node(
      String operator, String name, List<String> inputs, Map<String, Object> attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name);
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> node.addAttribute(attribute(entry.getKey(), entry.getValue())));
    nodes.add(Node.of(node.build()));
    return name;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long integer) {
      attribute.setType(AttributeProto.AttributeType.INT).setI(integer);
    } else if (value instanceof Float real) {
      attribute.setType(AttributeProto.AttributeType.FLOAT).setF(real);
    } else if (value instanceof String text) {
      attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof long[] integers) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      for (long integer : integers) {
        attribute.addInts(integer);
      }
    } else {
      throw new IllegalArgumentException("attribute '" + name + "' has an unsupported type");
    }
    return attribute.build();
  }

  /**
   * The finished graph.
   *
   * @throws org.stratigraph.UnusableInputException if the parts do not form a graph
   */
  public Graph build() {
    return Graph.of(header.build(), inputs, outputs, nodes, initialisers);
  }
}
