package org.stratigraph.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.OperatorSetIdProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.ValueInfoProto;
import org.stratigraph.tensor.Tensor;

/**
 * ONNX models as files.
 *
 * <p>A model is untrusted: every declared size is checked against the bytes that are there, and
 * external data is read from the model's own folder only. What Stratigraph does not know of a model
 * survives reading and writing. Real tensors of Constant nodes become initialisers, which is what
 * they are where an exporter puts trained weights there.
 */
public final class OnnxFile {
  /** The oldest operators that are read; older ones have other attributes for the same names. */
  static final int OLDEST_OPSET = 7;

  /** No opset has a number near this; a file that has one is damaged. */
  private static final int NEWEST_OPSET = 1000;

  private OnnxFile() {}

  /**
   * Reads a model.
   *
   * @throws UnusableInputException if the file is missing or not a model that Stratigraph can use;
   *     the message names the file and what is wrong
   */
  public static Graph read(Path file) {
    try {
      return graph(ModelParser.parse(file), ExternalData.beside(file));
    } catch (UnusableInputException e) {
      throw new UnusableInputException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The network of a message.
   *
   * @param external where its external tensors are
   */
  static Graph graph(ModelProto model, ExternalData external) {
    checkVersions(model);
    model.getFunctionsList().forEach(EnclosedTensors::check);
    GraphProto body = model.getGraph();
    if (body.getSparseInitializerCount() > 0) {
      throw new UnusableInputException(
          "the model stores sparse tensors, which are not supported; export it with dense ones");
    }
    Map<String, Tensor> initialisers = new LinkedHashMap<>();
    GraphProto.Builder header = body.toBuilder().clearNode().clearInitializer();
    for (TensorProto proto : body.getInitializerList()) {
      if (initialisers.put(proto.getName(), TensorMessage.read(proto, external)) != null) {
        throw new UnusableInputException(
            "the tensor '%s' is stored twice".formatted(Printable.name(proto.getName())));
      }
      header.addInitializer(TensorMessage.shell(proto));
    }
    List<Value> inputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ValueInfoProto input : body.getInputList()) {
      if (!names.add(input.getName())) {
        throw new UnusableInputException(
            "the input '%s' is declared twice".formatted(Printable.name(input.getName())));
      }
      if (!initialisers.containsKey(input.getName())) {
        inputs.add(Declarations.read(input));
      }
    }
    List<Value> outputs = body.getOutputList().stream().map(Declarations::read).toList();
    if (outputs.isEmpty()) {
      throw new UnusableInputException("the model has no output");
    }
    if (outputs.stream().map(Value::name).distinct().count() < outputs.size()) {
      throw new UnusableInputException("the model declares an output twice");
    }
    List<Node> nodes = new ArrayList<>();
    for (NodeProto node : body.getNodeList()) {
      Optional<TensorProto> constant = TensorMessage.constant(node);
      // A name that is taken is refused with the nodes below.
      if (constant.isPresent()
          && !names.contains(node.getOutput(0))
          && !initialisers.containsKey(node.getOutput(0))) {
        initialisers.put(node.getOutput(0), TensorMessage.read(constant.get(), external));
      } else {
        EnclosedTensors.check(node);
        nodes.add(Node.of(node));
      }
    }
    nodes.forEach(node -> AttributeRanges.check(node.proto(), initialisers));
    return Graph.of(
        model.toBuilder().setGraph(header).build(), inputs, outputs, nodes, initialisers);
  }

  private static void checkVersions(ModelProto model) {
    List<Long> versions =
        model.getOpsetImportList().stream()
            .filter(opset -> opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx"))
            .map(OperatorSetIdProto::getVersion)
            .distinct()
            .toList();
    if (versions.size() != 1) {
      throw new UnusableInputException(
          "the model should name one opset of ONNX's own operators, but names %s; export it again"
              .formatted(versions.isEmpty() ? "none" : versions));
    }
    long version = versions.get(0);
    if (version < OLDEST_OPSET || version > NEWEST_OPSET) {
      throw new UnusableInputException(
          "the model uses opset %d, but %d to %d are read; convert it with onnx.version_converter"
              .formatted(version, OLDEST_OPSET, NEWEST_OPSET));
    }
  }

  /**
   * The model in one piece, all tensors inside.
   *
   * @throws UnusableInputException if it is larger than 2 GiB, which ONNX's format does not allow
   */
  public static byte[] toBytes(Graph graph) {
    long tensors =
        graph.initialisers().values().stream().mapToLong(t -> t.bytes().remaining()).sum();
    if (tensors > Integer.MAX_VALUE - (64 << 20)) {
      throw new UnusableInputException(
          "the network's tensors (%d MiB) do not fit one ONNX file of 2 GiB"
              .formatted(tensors >> 20));
    }
    return ModelMessage.of(
            graph,
            (shell, tensor) -> shell.setRawData(UnsafeByteOperations.unsafeWrap(tensor.bytes())))
        .toByteArray();
  }

  /**
   * Writes a model; the file appears whole or not at all.
   *
   * @throws UncheckedIOException if it cannot be written; an older file of that name is untouched
   * @throws UnusableInputException if the model is larger than 2 GiB
   */
  public static void write(Graph graph, Path file) {
    byte[] bytes = toBytes(graph);
    AtomicFile.write(file, aside -> Files.write(aside, bytes));
  }

  /** Bytes of a message field, without copying. */
  static ByteBuffer buffer(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer();
  }
}
