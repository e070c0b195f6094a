package org.stratigraph.onnxruntime;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.OperatorSetIdProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.TensorShapeProto;
import org.stratigraph.onnx.TypeProto;
import org.stratigraph.onnx.ValueInfoProto;
import org.stratigraph.tensor.ElementType;

/** A model of a few nodes, put together as an exporter would. */
final class OperatorCase {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("case");
  private final Map<String, long[]> inputs = new LinkedHashMap<>();
  private final int opset;

  OperatorCase(int opset) {
    this.opset = opset;
  }

  /** A float32 input whose extents the model leaves open. */
  String input(long... shape) {
    String name = "x" + inputs.size();
    inputs.put(name, shape);
    TensorShapeProto.Builder open = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < shape.length; axis++) {
      open.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + "_" + axis));
    }
    graph.addInput(declared(name, open));
    return name;
  }

  private static ValueInfoProto declared(String name, TensorShapeProto.Builder shape) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(ElementType.FLOAT32.onnxCode()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  /** A stored vector of int64. */
  String longs(long... values) {
    String name = "c" + graph.getInitializerCount();
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(ElementType.INT64.onnxCode())
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return name;
  }

  /** A stored scalar of int64. */
  String scalar(long value) {
    String name = longs(value);
    graph.getInitializerBuilder(graph.getInitializerCount() - 1).clearDims();
    return name;
  }

  /** A stored vector of float32. */
  String floats(float... values) {
    String name = "c" + graph.getInitializerCount();
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(ElementType.FLOAT32.onnxCode())
            .addDims(values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** A node with one output, whose name this is. */
  String node(String operator, List<String> inputs, Map<String, ?> attributes) {
    return nodes(operator, 1, inputs, attributes).get(0);
  }

  /** A node with several outputs. */
  List<String> nodes(String operator, int outputs, List<String> inputs, Map<String, ?> attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addAllInput(inputs);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      names.add("y" + graph.getNodeCount() + "_" + i);
    }
    node.addAllOutput(names);
    attributes.forEach((name, value) -> node.addAttribute(attribute(name, value)));
    graph.addNode(node);
    return names;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof long[] list) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      Arrays.stream(list).forEach(attribute::addInts);
    } else if (value instanceof float[] list) {
      attribute.setType(AttributeProto.AttributeType.FLOATS);
      for (float real : list) {
        attribute.addFloats(real);
      }
    } else if (value instanceof Number number) {
      attribute.setType(AttributeProto.AttributeType.INT).setI(number.longValue());
    } else {
      attribute
          .setType(AttributeProto.AttributeType.STRING)
          .setS(ByteString.copyFromUtf8((String) value));
    }
    return attribute.build();
  }

  int opset() {
    return opset;
  }

  Map<String, long[]> inputs() {
    return inputs;
  }

  /** The model with the given outputs; their declared type and shape are no engine's concern. */
  Graph graph(Path folder, List<String> outputs) {
    GraphProto.Builder whole = graph.clone();
    outputs.forEach(name -> whole.addOutput(declared(name, TensorShapeProto.newBuilder())));
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(whole)
            .build();
    Path file = folder.resolve("case.onnx");
    try {
      Files.write(file, model.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OnnxFile.read(file);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("opset " + opset);
    inputs.forEach((name, shape) -> text.append(' ').append(name).append(Arrays.toString(shape)));
    return text + " " + graph.getInitializerList() + graph.getNodeList();
  }
}
