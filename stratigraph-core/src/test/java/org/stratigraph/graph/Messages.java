package org.stratigraph.graph;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.OperatorSetIdProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.TensorShapeProto;
import org.stratigraph.onnx.TypeProto;
import org.stratigraph.onnx.ValueInfoProto;

/** ONNX messages for tests, field by field as the specification has them. */
public final class Messages {
  static final int FLOAT32 = 1;

  private Messages() {}

  public static NodeProto.Builder node(
      String operator, String name, List<String> inputs, String... outputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(name)
        .addAllInput(inputs)
        .addAllOutput(List.of(outputs));
  }

  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto tensor(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  static AttributeProto graph(String name, GraphProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(value)
        .build();
  }

  /**
   * A declaration.
   *
   * @param extents whole numbers; the name of a dynamic axis, or any negative number for "batch"
   */
  public static ValueInfoProto value(String name, int type, Object... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object extent : extents) {
      if (extent instanceof String axis) {
        shape.addDimBuilder().setDimParam(axis);
      } else if (((Number) extent).longValue() < 0) {
        shape.addDimBuilder().setDimParam("batch");
      } else {
        shape.addDimBuilder().setDimValue(((Number) extent).longValue());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  /** A tensor without elements yet. */
  static TensorProto.Builder stored(String name, int type, long... extents) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long extent : extents) {
      tensor.addDims(extent);
    }
    return tensor;
  }

  /** A float32 tensor of zeros, in the raw form. */
  static TensorProto zeros(String name, long... extents) {
    int count = 1;
    for (long extent : extents) {
      count *= (int) extent;
    }
    return stored(name, FLOAT32, extents)
        .setRawData(ByteString.copyFrom(new byte[count * 4]))
        .build();
  }

  static ModelProto.Builder model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph);
  }

  /** {@code y = x + w}, with a stored {@code w}. */
  static GraphProto.Builder sum(TensorProto w) {
    return GraphProto.newBuilder()
        .setName("sum")
        .addInput(value("x", w.getDataType(), -1, 2))
        .addOutput(value("y", w.getDataType(), -1, 2))
        .addNode(node("Add", "add", List.of("x", "w"), "y"))
        .addInitializer(w);
  }

  /** A graph of an input {@code x}, an output {@code y} and the given nodes and tensors. */
  static Graph graph(List<NodeProto.Builder> nodes, List<TensorProto> stored) {
    GraphProto.Builder body =
        GraphProto.newBuilder()
            .addInput(value("x", FLOAT32, -1, 3, 8, 8))
            .addOutput(value("y", FLOAT32, -1))
            .addAllInitializer(stored);
    nodes.forEach(body::addNode);
    return OnnxFile.graph(model(body).build(), ExternalData.beside(Path.of("x")));
  }
}
