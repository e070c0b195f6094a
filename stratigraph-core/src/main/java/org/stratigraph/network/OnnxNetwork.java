package org.stratigraph.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Initialiser;
import org.stratigraph.architecture.Initialisers;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.tensor.Shape;

/** A network from an ONNX model, which has everything but its initialiser. */
final class OnnxNetwork {
  /** The IR version is the first field; these are the tags of the fields that follow it. */
  private static final String NEXT_TAGS = "\u0012\u001a\"(2:B";

  private static final int HEAD = 9;

  private OnnxNetwork() {}

  /**
   * Whether a file is an ONNX model: by its ending, or by its first fields. The first bytes of a
   * safetensors file, a length, can look the same, but then an opening brace follows.
   */
  static boolean matches(Path path) {
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      return true;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(HEAD);
      return head.length == HEAD
          && head[0] == 0x08
          && head[1] > 0
          && head[1] < 0x20
          && NEXT_TAGS.indexOf(head[2]) >= 0
          && head[HEAD - 1] != '{';
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(path, e.getMessage()), e);
    }
  }

  static Network open(Path path, Optional<Architecture> architecture) {
    Graph graph = OnnxFile.read(path);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              // A scalar is a setting of an operator, such as a bound or a share, and no weight.
              if (tensor.shape().rank() > 0) {
                shapes.put(name, tensor.shape());
              }
            });
    Initialiser initialiser =
        architecture
            .map(known -> known.fit(shapes, known.input()).variant().initialiser())
            .orElseGet(Initialisers::pyTorchDefault);
    List<String> notes = new ArrayList<>();
    if (architecture.isEmpty()) {
      notes.add(
          "An ONNX model does not say how its layers were initialised: random weights are drawn as PyTorch's modules do by default."
              + Recognition.of(shapes)
                  .map(OnnxNetwork::advice)
                  .orElse(" Give --arch to have them drawn as for a known architecture."));
    }
    return new Network(
        nameOf(path),
        path.toString(),
        sha256(path, graph),
        graph,
        initialiser,
        Optional.empty(),
        notes);
  }

  private static String sha256(Path path, Graph graph) {
    long stored =
        graph.initialisers().values().stream().mapToLong(t -> t.bytes().remaining()).sum();
    try {
      return Files.size(path) >= stored
          ? ContentHash.ofFile(path)
          : ContentHash.ofTensors(path, graph.initialisers());
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(path, e.getMessage()), e);
    }
  }

  private static String advice(String architecture) {
    return " Its tensors are those of %1$s; with --arch %1$s they are drawn as for that architecture."
        .formatted(architecture);
  }

  private static String nameOf(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name = last == null ? path.toString() : last.toString();
    int point = name.lastIndexOf('.');
    return point > 0 ? name.substring(0, point) : name;
  }
}
