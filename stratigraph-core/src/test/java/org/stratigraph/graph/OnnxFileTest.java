package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class OnnxFileTest {
  @TempDir Path folder;

  private Graph read(ModelProto.Builder model) throws IOException {
    return OnnxFile.read(Files.write(folder.resolve("model.onnx"), model.build().toByteArray()));
  }

  /**
   * The values 1.5 and -2 in every form of onnx.proto; the 16-bit patterns follow from the formats'
   * definitions (IEEE 754 binary16: 0x3e00, 0xc000; bfloat16: 0x3fc0, 0xc000).
   */
  static Stream<TensorProto> storedForms() {
    byte[] raw = {0, 0, (byte) 0xc0, 0x3f, 0, 0, 0, (byte) 0xc0};
    return Stream.of(
        Messages.stored("w", 1, 2).setRawData(ByteString.copyFrom(raw)).build(),
        Messages.stored("w", 1, 2).addFloatData(1.5f).addFloatData(-2).build(),
        Messages.stored("w", 11, 2).addDoubleData(1.5).addDoubleData(-2).build(),
        Messages.stored("w", 10, 2).addInt32Data(0x3e00).addInt32Data(0xc000).build(),
        Messages.stored("w", 10, 2)
            .setRawData(ByteString.copyFrom(new byte[] {0, 0x3e, 0, (byte) 0xc0}))
            .build(),
        Messages.stored("w", 16, 2).addInt32Data(0x3fc0).addInt32Data(0xc000).build());
  }

  @ParameterizedTest
  @MethodSource("storedForms")
  void realTensorsAreReadFromEveryForm(TensorProto stored) throws IOException {
    Tensor tensor = read(Messages.model(Messages.sum(stored))).initialisers().get("w");
    assertThat(tensor.type().onnxCode()).isEqualTo(stored.getDataType());
    assertThat(tensor.toFloats()).containsExactly(1.5f, -2f);
  }

  static Stream<TensorProto> integerForms() {
    return Stream.of(
        Messages.stored("w", 7, 2).addInt64Data(1).addInt64Data(-2).build(),
        Messages.stored("w", 6, 2).addInt32Data(1).addInt32Data(-2).build(),
        Messages.stored("w", 5, 2).addInt32Data(1).addInt32Data(-2).build(),
        Messages.stored("w", 3, 2).addInt32Data(1).addInt32Data(-2).build(),
        Messages.stored("w", 3, 2)
            .setRawData(ByteString.copyFrom(new byte[] {1, (byte) 0xfe}))
            .build());
  }

  @ParameterizedTest
  @MethodSource("integerForms")
  void integerTensorsAreReadFromEveryForm(TensorProto stored) throws IOException {
    Tensor tensor = read(Messages.model(Messages.sum(stored))).initialisers().get("w");
    assertThat(tensor.toLongs()).containsExactly(1, -2);
  }

  static Stream<TensorProto> unsignedForms() {
    return Stream.of(
        Messages.stored("w", 13, 2).addUint64Data(1).addUint64Data(200).build(),
        Messages.stored("w", 12, 2).addUint64Data(1).addUint64Data(200).build(),
        Messages.stored("w", 4, 2).addInt32Data(1).addInt32Data(200).build(),
        Messages.stored("w", 2, 2).addInt32Data(1).addInt32Data(200).build());
  }

  @ParameterizedTest
  @MethodSource("unsignedForms")
  void unsignedTensorsAreReadFromEveryForm(TensorProto stored) throws IOException {
    Tensor tensor = read(Messages.model(Messages.sum(stored))).initialisers().get("w");
    assertThat(tensor.toLongs()).containsExactly(1, 200);
  }

  @Test
  void aBooleanTensorIsReadFromItsTypedForm() throws IOException {
    TensorProto stored = Messages.stored("w", 9, 2).addInt32Data(1).addInt32Data(0).build();
    Tensor tensor = read(Messages.model(Messages.sum(stored))).initialisers().get("w");
    assertThat(tensor.toLongs()).containsExactly(1, 0);
  }

  @Test
  void anEmptyTensorAndAScalarAreLegal() throws IOException {
    GraphProto.Builder body = Messages.sum(Messages.zeros("w", 2));
    body.addInitializer(Messages.stored("roi", 1, 0));
    body.addInitializer(Messages.stored("one", 1).addFloatData(1));
    Map<String, Tensor> stored = read(Messages.model(body)).initialisers();
    assertThat(stored.get("roi").elementCount()).isZero();
    assertThat(stored.get("one").shape()).isEqualTo(Shape.of());
    assertThat(stored.get("one").toFloats()).containsExactly(1);
  }

  @Test
  void anInitialiserThatIsListedAsAnInputIsNoInput() throws IOException {
    GraphProto.Builder body = Messages.sum(Messages.zeros("w", 2));
    body.addInput(0, Messages.value("w", 1, 2));
    Graph graph = read(Messages.model(body).setIrVersion(3));
    assertThat(graph.inputs()).extracting(Value::name).containsExactly("x");
    assertThat(graph.initialisers()).containsOnlyKeys("w");
    // IR version 3 demands that every initialiser is an input, so it has to stay one in the file.
    assertThat(parse(OnnxFile.toBytes(graph)).getGraph().getInputList())
        .extracting(i -> i.getName())
        .containsExactlyInAnyOrder("x", "w");
  }

  @Test
  void declarationsKeepTypeShapeAndDynamicAxes() throws IOException {
    Graph graph = read(Messages.model(Messages.sum(Messages.zeros("w", 2))));
    assertThat(graph.inputs())
        .containsExactly(
            new Value("x", ElementType.FLOAT32, List.of(OptionalLong.empty(), OptionalLong.of(2))));
  }

  @Test
  void theOldestSupportedOpsetIsRead() throws IOException {
    ModelProto.Builder model = Messages.model(Messages.sum(Messages.zeros("w", 2)));
    model.getOpsetImportBuilder(0).setDomain("ai.onnx").setVersion(7);
    assertThat(read(model).opset()).isEqualTo(7);
  }

  @Test
  void nodesInAnyOrderAreBroughtIntoTopologicalOrder() throws IOException {
    GraphProto.Builder body =
        GraphProto.newBuilder()
            .addInput(Messages.value("x", 1, -1))
            .addOutput(Messages.value("y", 1, -1))
            .addNode(Messages.node("Relu", "second", List.of("h"), "y"))
            .addNode(Messages.node("Relu", "first", List.of("x"), "h"));
    assertThat(read(Messages.model(body)).nodes())
        .extracting(Node::name)
        .containsExactly("first", "second");
  }

  /** Field numbers that ONNX does not use, or that Stratigraph does not name. */
  @Test
  void unknownFieldsSurviveARoundTrip() throws IOException {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                999,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("kept"))
                    .build())
            .build();
    GraphProto.Builder body =
        Messages.sum(
            Messages.stored("w", 1, 2)
                .addFloatData(1)
                .addFloatData(2)
                .setUnknownFields(unknown)
                .build());
    NodeProto.Builder add = body.getNodeBuilder(0).setUnknownFields(unknown);
    add.addAttribute(Messages.integer("mystery", 3).toBuilder().setUnknownFields(unknown));
    body.getInputBuilder(0).setUnknownFields(unknown);
    body.getOutputBuilder(0).setUnknownFields(unknown);
    body.addValueInfo(Messages.value("h", 1, 2)).setUnknownFields(unknown);
    ModelProto.Builder model = Messages.model(body).setUnknownFields(unknown);
    model.addMetadataPropsBuilder().setKey("author").setValue("somebody");

    ModelProto written = parse(OnnxFile.toBytes(read(model)));

    assertThat(written.getUnknownFields()).isEqualTo(unknown);
    assertThat(written.getMetadataPropsList()).isEqualTo(model.getMetadataPropsList());
    assertThat(written.getOpsetImportList()).isEqualTo(model.getOpsetImportList());
    GraphProto graph = written.getGraph();
    assertThat(graph.getUnknownFields()).isEqualTo(unknown);
    assertThat(graph.getNodeList()).isEqualTo(body.build().getNodeList());
    assertThat(graph.getInputList()).isEqualTo(body.build().getInputList());
    assertThat(graph.getOutputList()).isEqualTo(body.build().getOutputList());
    assertThat(graph.getValueInfoList()).isEqualTo(body.build().getValueInfoList());
    assertThat(graph.getInitializer(0).getUnknownFields()).isEqualTo(unknown);
  }

  @Test
  void writingAndReadingGivesTheSameNetwork() throws IOException {
    GraphProto.Builder body =
        Messages.sum(Messages.stored("w", 10, 2).addInt32Data(0x3e00).addInt32Data(1).build());
    Graph graph = read(Messages.model(body));
    Path file = folder.resolve("copy.onnx");
    OnnxFile.write(graph, file);
    Graph again = OnnxFile.read(file);
    assertThat(again.initialisers()).isEqualTo(graph.initialisers());
    assertThat(again.inputs()).isEqualTo(graph.inputs());
    assertThat(again.outputs()).isEqualTo(graph.outputs());
    assertThat(again.nodes()).extracting(Node::proto).isEqualTo(protos(graph));
    assertThat(OnnxFile.toBytes(again)).isEqualTo(OnnxFile.toBytes(graph));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  /** 33 names of one tensor of 64 MiB. */
  @Test
  void aModelLargerThanTheFormatAllowsIsRefused() {
    Tensor large =
        Tensor.wrap(ElementType.FLOAT32, Shape.of(16 << 20), ByteBuffer.allocate(64 << 20));
    GraphBuilder builder = GraphBuilder.named("large").input(Value.of("x", -1));
    for (int i = 0; i < 33; i++) {
      builder.initialiser("w" + i, large);
    }
    builder.node("Add", "y", List.of("x", "w0"), Map.of());
    Graph graph = builder.output(Value.of("y", -1)).build();
    assertThatThrownBy(() -> OnnxFile.toBytes(graph))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("2112 MiB")
        .hasMessageContaining("2 GiB");
  }

  @Test
  void aWrittenFileIsAsReadableAsAnyOther() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "skipped: no POSIX permissions here");
    Graph graph = read(Messages.model(Messages.sum(Messages.zeros("w", 2))));
    Path written = folder.resolve("written.onnx");
    OnnxFile.write(graph, written);
    assertThat(Files.getPosixFilePermissions(written))
        .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("other"))));
  }

  @Test
  void aFileThatCannotBeWrittenLeavesTheOldOneAndNothingElse() throws IOException {
    Path blocked = Files.createDirectory(folder.resolve("blocked.onnx"));
    Files.createFile(blocked.resolve("occupied"));
    Graph graph = read(Messages.model(Messages.sum(Messages.zeros("w", 2))));
    assertThatThrownBy(() -> OnnxFile.write(graph, blocked))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("blocked.onnx");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("blocked.onnx", "model.onnx");
    }
  }

  @Test
  void aRealTensorOfAConstantNodeIsAnInitialiser() throws IOException {
    GraphProto.Builder body = Messages.sum(Messages.zeros("unused", 2));
    body.addNode(
        Messages.node("Constant", "", List.of(), "w")
            .addAttribute(
                Messages.tensor(
                    "value", Messages.stored("", 1, 2).addFloatData(3).addFloatData(4).build())));
    Graph graph = read(Messages.model(body));
    assertThat(graph.initialisers().get("w").toFloats()).containsExactly(3, 4);
    assertThat(graph.nodes()).extracting(Node::operator).containsExactly("Add");
    assertThat(OnnxFile.toBytes(graph)).isNotEmpty();
  }

  @Test
  void whatAControlFlowBranchCapturesIsADependency() throws IOException {
    GraphProto branch =
        GraphProto.newBuilder()
            .setName("branch")
            .addNode(Messages.node("Neg", "", List.of("hidden"), "local"))
            .addNode(Messages.node("Add", "", List.of("local", "w"), "result"))
            .addOutput(Messages.value("result", 1, -1))
            .build();
    GraphProto.Builder body =
        GraphProto.newBuilder()
            .addInput(Messages.value("x", 1, -1))
            .addInput(Messages.value("condition", 9))
            .addOutput(Messages.value("y", 1, -1))
            .addInitializer(Messages.zeros("w", 2))
            .addNode(
                Messages.node("If", "if", List.of("condition"), "y")
                    .addAttribute(Messages.graph("then_branch", branch))
                    .addAttribute(Messages.graph("else_branch", branch)))
            .addNode(Messages.node("Relu", "relu", List.of("x"), "hidden"));
    Graph graph = read(Messages.model(body));
    assertThat(graph.nodes()).extracting(Node::name).containsExactly("relu", "if");
    Node branching = graph.nodes().get(1);
    assertThat(branching.dependencies()).containsExactlyInAnyOrder("condition", "hidden", "w");
    assertThat(graph.boundary(List.of(branching))).containsExactlyInAnyOrder("condition", "hidden");
    Graph part =
        graph.part(
            List.of(branching),
            List.of(new Value("condition", ElementType.BOOL, List.of()), Value.of("hidden", -1)),
            graph.outputs());
    assertThat(part.initialisers()).containsOnlyKeys("w");
  }

  private static List<NodeProto> protos(Graph graph) {
    return graph.nodes().stream().map(Node::proto).toList();
  }

  private static ModelProto parse(byte[] bytes) throws IOException {
    return ModelProto.parseFrom(bytes);
  }
}
