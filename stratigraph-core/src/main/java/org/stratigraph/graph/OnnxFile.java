package org.stratigraph.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.UnusableInputException;
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

  private OnnxFile() {}

  /**
   * Reads a model.
   *
   * @throws UnusableInputException if the file is missing or not a model that Stratigraph can use;
   *     the message names the file and what is wrong
   */
  public static Graph read(Path file) {
    try {
      return graph(parse(file), ExternalData.beside(file));
    } catch (UnusableInputException e) {
      throw new UnusableInputException(file + ": " + e.getMessage(), e);
    }
  }

  private static ModelProto parse(Path file) {
    byte[] bytes;
    try {
      if (!Files.isRegularFile(file)) {
        throw new UnusableInputException("no such file");
      }
      if (Files.size(file) > Integer.MAX_VALUE - 8) {
        throw new UnusableInputException(
            "the file is larger than 2 GiB, which ONNX's format does not allow; save the model with"
                + " external data");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusableInputException("the file cannot be read: " + e.getMessage(), e);
    }
    if (bytes.length == 0) {
      throw new UnusableInputException("the file is empty");
    }
    try {
      ModelProto model = ModelProto.parseFrom(bytes);
      if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
        throw new UnusableInputException("this is not an ONNX model: it holds no graph");
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new UnusableInputException(
          "this is not an ONNX model, or it is truncated: " + e.getMessage(), e);
    }
  }

  private static Graph graph(ModelProto model, ExternalData external) {
    checkVersions(model);
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
            "the tensor '%s' is stored twice".formatted(proto.getName()));
      }
      header.addInitializer(TensorMessage.shell(proto));
    }
    List<Value> inputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ValueInfoProto input : body.getInputList()) {
      if (!names.add(input.getName())) {
        throw new UnusableInputException(
            "the input '%s' is declared twice".formatted(input.getName()));
      }
      if (!initialisers.containsKey(input.getName())) {
        inputs.add(Declarations.read(input));
      }
    }
    List<Value> outputs = body.getOutputList().stream().map(Declarations::read).toList();
    if (outputs.isEmpty()) {
      throw new UnusableInputException("the model has no output");
    }
    List<Node> nodes = new ArrayList<>();
    for (NodeProto node : body.getNodeList()) {
      Optional<TensorProto> constant = TensorMessage.constant(node);
      if (constant.isPresent() && !initialisers.containsKey(node.getOutput(0))) {
        initialisers.put(node.getOutput(0), TensorMessage.read(constant.get(), external));
      } else {
        nodes.add(Node.of(node));
      }
    }
    return Graph.of(
        model.toBuilder().setGraph(header).build(), inputs, outputs, nodes, initialisers);
  }

  private static void checkVersions(ModelProto model) {
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      boolean own = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
      if (own && opset.getVersion() < OLDEST_OPSET) {
        throw new UnusableInputException(
            "the model uses opset %d; %d or later is needed: convert it with onnx.version_converter"
                .formatted(opset.getVersion(), OLDEST_OPSET));
      }
    }
    if (model.getOpsetImportCount() == 0) {
      throw new UnusableInputException(
          "the model does not say which opset it uses, so it is older than ONNX 1.0; export it"
              + " again");
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
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".part");
      try {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          channel.force(true);
        }
        Files.move(
            temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Bytes of a message field, without copying. */
  static ByteBuffer buffer(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer();
  }
}
