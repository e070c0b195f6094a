package org.stratigraph.graph;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stratigraph.hostile.HostileFile;
import org.stratigraph.hostile.HostileFile.Kind;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.TensorProto;

/** ONNX models of the corpus: the cases of the tests of refusals as whole files, and names. */
public final class HostileModels {
  /** Names that turn up as file names, cells, HTML and lines of a terminal. */
  private static final List<String> NAMES =
      List.of(
          "",
          "../../etc/passwd",
          "a/b",
          "line\nfeed",
          "nul\0byte",
          "escape\u001b[2J\u001b]0;title\u0007",
          "<script>alert(1)</script>",
          "=cmd|'/C calc'!A0",
          "right\u202eto left",
          "CON",
          "x".repeat(1 << 20));

  private final List<HostileFile> files = new ArrayList<>();

  private HostileModels() {}

  /** Models that are refused, and some that are read. */
  public static List<HostileFile> all() {
    HostileModels models = new HostileModels();
    models.external();
    models.graphs();
    models.tensors();
    models.attributes();
    models.names();
    return models.files;
  }

  private void add(int number, String what, ModelProto.Builder model, String expected) {
    files.add(
        HostileFile.refused(
            number, what, HostileModels.class, Kind.MODEL, model.build().toByteArray(), expected));
  }

  private void add(int number, String what, GraphProto.Builder graph, String expected) {
    add(number, what, Messages.model(graph), expected);
  }

  /** A convolution of 32 x 32 images, the means of its 10 channels, and further nodes. */
  private static GraphProto.Builder network(NodeProto.Builder... more) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("g")
            .addInput(Messages.value("x", 1, -1, 3, 32, 32))
            .addOutput(Messages.value("y", 1, -1, 10))
            .addInitializer(Messages.zeros("conv.weight", 10, 3, 1, 1))
            .addNode(Messages.node("Conv", "conv", List.of("x", "conv.weight"), "h"))
            .addNode(Messages.node("GlobalAveragePool", "pool", List.of("h"), "p"))
            .addNode(Messages.node("Flatten", "flat", List.of("p"), "y"));
    for (NodeProto.Builder node : more) {
      graph.addNode(node);
    }
    return graph;
  }

  private static GraphProto.Builder outside(String... entries) {
    TensorProto.Builder tensor =
        Messages.stored("conv.weight", 1, 10, 3, 1, 1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (int i = 0; i < entries.length; i += 2) {
      tensor.addExternalDataBuilder().setKey(entries[i]).setValue(entries[i + 1]);
    }
    return network().setInitializer(0, tensor);
  }

  private void external() {
    for (String location :
        List.of("../secret", "/etc/passwd", "a/../../secret", ".", "missing.bin", "")) {
      add(27, "external data at '" + location + "'", outside("location", location), "conv.weight");
    }
    add(
        28,
        "external data of a huge length",
        outside("location", "w.bin", "length", "9223372036854775807"),
        "conv.weight");
    add(
        28,
        "external data at a negative offset",
        outside("location", "w.bin", "offset", "-1"),
        "conv.weight");
  }

  private void graphs() {
    add(
        29,
        "onnxruntime #27721: a model of eight bytes",
        ModelProto.newBuilder().setIrVersion(8),
        "no graph");
    add(
        29,
        "a cycle",
        network(
            Messages.node("Relu", "one", List.of("b"), "a"),
            Messages.node("Relu", "two", List.of("a"), "b")),
        "cycle");
    add(
        29,
        "a node that feeds itself",
        network(Messages.node("Relu", "one", List.of("a"), "a")),
        "cycle");
    add(
        29,
        "a missing input",
        network(Messages.node("Relu", "r", List.of("nowhere"), "a")),
        "nowhere");
    add(29, "an output twice", network().addOutput(Messages.value("y", 1, -1, 10)), "twice");
    add(
        29,
        "two producers",
        network(Messages.node("Relu", "r", List.of("x"), "y")),
        "two producers");
    add(29, "no output", network().clearOutput(), "no output");
    GraphProto inner = network().build();
    for (int i = 0; i < 200; i++) {
      inner =
          GraphProto.newBuilder()
              .addNode(
                  Messages.node("If", "", List.of("x"), "y")
                      .addAttribute(Messages.graph("then_branch", inner)))
              .build();
    }
    add(29, "branches 200 deep", inner.toBuilder(), "not an ONNX model");
    ModelProto.Builder future = Messages.model(network());
    future.getOpsetImportBuilder(0).setVersion(Long.MAX_VALUE);
    add(29, "opset 2^63 - 1", future, "opset");
    byte[] whole = Messages.model(network()).build().toByteArray();
    files.add(
        HostileFile.refused(
            29,
            "half a download",
            HostileModels.class,
            Kind.MODEL,
            Arrays.copyOf(whole, whole.length / 2),
            "truncated"));
  }

  private void tensors() {
    add(
        29,
        "data shorter than the shape",
        stored(Messages.stored("w", 1, 5).addFloatData(1)),
        "'w'");
    add(29, "a negative extent", stored(Messages.stored("w", 1, 2, -3)), "negative");
    add(29, "an unknown element type", stored(Messages.stored("w", 99, 2)), "99");
    add(
        32,
        "llama.cpp #18674: extents of 2^42 + 1 and 2^21",
        stored(Messages.stored("w", 11, (1L << 42) + 1, 1L << 21).addDoubleData(1)),
        "'w'");
    add(
        32,
        "extents whose product is 2^64",
        stored(Messages.stored("w", 1, 1L << 32, 1L << 32).addFloatData(1)),
        "'w'");
    add(
        32,
        "a terabyte declared in 12 bytes",
        stored(Messages.stored("w", 1, 1L << 38).setRawData(ByteString.copyFrom(new byte[12]))),
        "'w'");
    add(
        32,
        "an image of 2^31 x 2^31",
        network().setInput(0, Messages.value("x", 1, -1, 3, 1L << 31, 1L << 31)),
        "");
  }

  private static GraphProto.Builder stored(TensorProto.Builder tensor) {
    return network().addInitializer(tensor);
  }

  private void attributes() {
    add(30, "MaxPool with strides of 0", pool("strides", 0), "at least 1");
    add(30, "MaxPool with dilations of -1", pool("dilations", -1), "at least 1");
    add(30, "MaxPool with a window of 0", pool("kernel_shape", 0), "at least 1");
    add(
        30,
        "Conv in 0 groups",
        network(
            Messages.node("Conv", "c", List.of("x", "conv.weight"), "a")
                .addAttribute(Messages.integer("group", 0))),
        "at least 1");
    add(
        30,
        "SpaceToDepth by 0",
        network(
            Messages.node("SpaceToDepth", "s", List.of("x"), "a")
                .addAttribute(Messages.integer("blocksize", 0))),
        "at least 1");
    add(
        30,
        "whole numbers divided by a stored 0",
        network(
                Messages.node("Cast", "whole", List.of("x"), "i")
                    .addAttribute(Messages.integer("to", 7)),
                Messages.node("Div", "by", List.of("i", "zero"), "a"))
            .addInitializer(Messages.stored("zero", 7, 1).addInt64Data(0)),
        "has a zero");
  }

  private static GraphProto.Builder pool(String attribute, long value) {
    AttributeProto.Builder values =
        AttributeProto.newBuilder().setName(attribute).setType(AttributeProto.AttributeType.INTS);
    values.addInts(value).addInts(value);
    return network(Messages.node("MaxPool", "pool", List.of("x"), "a").addAttribute(values));
  }

  private void names() {
    for (String name : NAMES) {
      String shown = name.length() > 40 ? name.length() + " characters" : name;
      GraphProto.Builder graph = network();
      graph.setInitializer(0, graph.getInitializer(0).toBuilder().setName(name + "weight"));
      graph.setNode(0, graph.getNode(0).toBuilder().setName(name).setInput(1, name + "weight"));
      add(31, "a layer called \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"", graph, "");
    }
    GraphProto.Builder alike = network();
    alike.addInitializer(Messages.zeros("CONV.weight", 10, 10, 1, 1));
    alike.addNode(Messages.node("Conv", "CONV", List.of("h", "CONV.weight"), "h2"));
    alike.setNode(1, alike.getNode(1).toBuilder().setInput(0, "h2"));
    add(31, "two layers whose names differ in case only", alike, "");
  }

  /** A sound model. */
  public static byte[] sound() {
    return Messages.model(network()).build().toByteArray();
  }

  /** Reads a model and all that is derived of it, and writes it again. */
  public static void readAll(Path file) {
    Graph graph = OnnxFile.read(file);
    Layers.of(graph);
    Costs.of(graph, Shapes.ofOneImage(graph));
    ResidualBlocks.of(graph);
    OnnxFile.toBytes(graph);
  }
}
