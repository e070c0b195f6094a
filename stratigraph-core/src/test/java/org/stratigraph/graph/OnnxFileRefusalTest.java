package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.onnx.ValueInfoProto;

/** Files that are no usable ONNX model: one clear line each, with the file and what is wrong. */
class OnnxFileRefusalTest {
  @TempDir Path folder;

  private void refused(byte[] content, String... clues) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), content);
    Throwable thrown = catchThrowable(() -> OnnxFile.read(file));
    assertThat(thrown).isInstanceOf(UnusableInputException.class);
    assertThat(thrown.getMessage()).contains("model.onnx").doesNotContain("\n");
    for (String clue : clues) {
      assertThat(thrown.getMessage()).contains(clue);
    }
    assertThat(thrown.getMessage().length() - file.toString().length()).isLessThan(400);
  }

  private void refused(String content, String... clues) throws IOException {
    refused(content.getBytes(StandardCharsets.UTF_8), clues);
  }

  private void refused(GraphProto.Builder body, String... clues) throws IOException {
    refused(Messages.model(body).build().toByteArray(), clues);
  }

  private void refused(TensorProto.Builder stored, String... clues) throws IOException {
    refused(Messages.sum(stored.build()), clues);
  }

  private static GraphProto.Builder relu() {
    return GraphProto.newBuilder()
        .addInput(Messages.value("x", 1, -1))
        .addOutput(Messages.value("y", 1, -1))
        .addNode(Messages.node("Relu", "relu", List.of("x"), "y"));
  }

  @Test
  void missingFile() {
    assertThat(catchThrowable(() -> OnnxFile.read(folder.resolve("absent.onnx"))))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("absent.onnx")
        .hasMessageContaining("no such file");
  }

  @Test
  void folderInPlaceOfAFile() {
    assertThat(catchThrowable(() -> OnnxFile.read(folder)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void emptyFile() throws IOException {
    refused("", "empty");
  }

  /** The file has a length but no blocks. */
  @Test
  void fileLargerThanTheFormatAllows() throws IOException {
    Path file = folder.resolve("model.onnx");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(Integer.MAX_VALUE);
    }
    assertThat(catchThrowable(() -> OnnxFile.read(file)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("2 GiB")
        .hasMessageContaining("external data");
  }

  @Test
  void htmlPage() throws IOException {
    refused("<!DOCTYPE html>\n<html><head><title>404</title>", "HTML");
    refused("\n\n  <html lang=\"en\">", "HTML");
  }

  @Test
  void gitLfsPointer() throws IOException {
    refused(
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "Git LFS pointer",
        "git lfs pull");
  }

  @Test
  void otherKindsOfFile() throws IOException {
    refused("PK\u0003\u0004 and more", "zip");
    refused("{\"name\": \"model\"}", "not an ONNX model");
    refused("hello", "not an ONNX model");
    refused(new byte[64], "not an ONNX model");
  }

  @Test
  void eightBytesAndNoGraph() throws IOException {
    refused(ModelProto.newBuilder().setIrVersion(8).build().toByteArray(), "no graph");
  }

  @Test
  void truncatedModel() throws IOException {
    byte[] whole = Messages.model(Messages.sum(Messages.zeros("w", 2, 50))).build().toByteArray();
    refused(Arrays.copyOf(whole, whole.length - 50), "truncated");
  }

  @Test
  void cycle() throws IOException {
    refused(
        relu()
            .addNode(Messages.node("Neg", "there", List.of("b"), "a"))
            .addNode(Messages.node("Neg", "back", List.of("a"), "b")),
        "cycle");
  }

  @Test
  void nodeThatFeedsItself() throws IOException {
    refused(relu().addNode(Messages.node("Add", "", List.of("x", "a"), "a")), "cycle");
  }

  @Test
  void missingInput() throws IOException {
    refused(
        relu().addNode(Messages.node("Neg", "n", List.of("nowhere"), "a")), "'nowhere'", "nothing");
  }

  @Test
  void missingInputOfAControlFlowBranch() throws IOException {
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(Messages.node("Neg", "", List.of("nowhere"), "r"))
            .addOutput(Messages.value("r", 1))
            .build();
    refused(
        relu()
            .addNode(
                Messages.node("If", "if", List.of("x"), "a")
                    .addAttribute(Messages.graph("then_branch", branch))),
        "'nowhere'");
  }

  @Test
  void twoProducersOfOneValue() throws IOException {
    refused(relu().addNode(Messages.node("Neg", "", List.of("x"), "y")), "'y'", "two producers");
    refused(relu().addNode(Messages.node("Neg", "", List.of("y"), "x")), "'x'", "two producers");
    refused(relu().addNode(Messages.node("Neg", "", List.of("x"), "a", "a")), "'a'", "two");
  }

  @Test
  void tensorStoredTwice() throws IOException {
    refused(
        Messages.sum(Messages.zeros("w", 2)).addInitializer(Messages.zeros("w", 2)),
        "'w'",
        "twice");
  }

  @Test
  void constantThatHidesATensor() throws IOException {
    refused(
        Messages.sum(Messages.zeros("w", 2))
            .addNode(
                Messages.node("Constant", "", List.of(), "w")
                    .addAttribute(Messages.tensor("value", Messages.zeros("", 2)))),
        "'w'",
        "two producers");
  }

  @Test
  void outputThatNothingProduces() throws IOException {
    refused(relu().addOutput(Messages.value("z", 1)), "'z'");
  }

  @Test
  void noOutput() throws IOException {
    refused(relu().clearOutput(), "no output");
  }

  @Test
  void unknownElementTypes() throws IOException {
    refused(Messages.stored("w", 99, 2).addFloatData(1), "'w'", "99");
    refused(Messages.stored("w", 8, 1), "'w'", "8");
    refused(Messages.stored("w", 0, 2), "'w'", "0");
    refused(relu().setInput(0, Messages.value("x", 77, 1)), "'x'", "77");
  }

  @Test
  void negativeExtents() throws IOException {
    refused(Messages.stored("w", 1, 2, -3), "'w'", "negative");
    refused(relu().setInput(0, negative("x")), "'x'", "negative");
  }

  private static ValueInfoProto negative(String name) {
    ValueInfoProto.Builder value = Messages.value(name, 1, 2).toBuilder();
    value
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimValue(-5);
    return value.build();
  }

  @Test
  void fewerOrMoreElementsThanTheShapeSays() throws IOException {
    refused(Messages.stored("w", 1, 2, 3).addFloatData(1), "'w'", "[2, 3]", "6", "1");
    refused(Messages.stored("w", 1, 1).addFloatData(1).addFloatData(2), "'w'", "1", "2");
    refused(Messages.zeros("w", 2).toBuilder().clearDims().addDims(3), "'w'", "12", "8");
    refused(Messages.stored("w", 1, 2), "'w'", "2", "0");
  }

  /** 2^42 + 1 and 2^62 elements: what they need in bytes wraps around 64 bits, or nearly. */
  @Test
  void shapesWhoseSizeOverflows() throws IOException {
    refused(Messages.stored("w", 11, (1L << 42) + 1, 1L << 21).addDoubleData(1), "'w'");
    refused(Messages.stored("w", 11, 1L << 31, 1L << 31).addDoubleData(1), "'w'");
    refused(Messages.stored("w", 1, Long.MAX_VALUE, Long.MAX_VALUE, 4).addFloatData(1), "'w'");
    refused(Messages.stored("w", 1, 1L << 40).addFloatData(1), "'w'");
  }

  @Test
  void sparseTensors() throws IOException {
    GraphProto.Builder body = relu();
    body.addSparseInitializerBuilder().setValues(Messages.zeros("w", 2));
    refused(body, "sparse");
  }

  private static TensorProto outside() {
    TensorProto.Builder tensor =
        Messages.stored("", 7, 1).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalDataBuilder().setKey("location").setValue("secret.bin");
    return tensor.build();
  }

  private static NodeProto.Builder constant(TensorProto value) {
    return Messages.node("Constant", "", List.of(), "k")
        .addAttribute(Messages.tensor("value", value));
  }

  /** The engine would look for them wherever the program was started. */
  @Test
  void tensorsOutsideTheModelInsideNodes() throws IOException {
    refused(relu().addNode(constant(outside())), "outside the model");
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(constant(outside()))
            .addOutput(Messages.value("k", 7))
            .build();
    NodeProto.Builder branching =
        Messages.node("If", "", List.of("x"), "z")
            .addAttribute(Messages.graph("then_branch", branch));
    refused(relu().addNode(branching), "outside the model");
    branching
        .clearAttribute()
        .addAttribute(
            Messages.graph(
                "then_branch", GraphProto.newBuilder().addInitializer(outside()).build()));
    refused(relu().addNode(branching), "outside the model");
    NodeProto.Builder sparse = Messages.node("Constant", "", List.of(), "k");
    sparse
        .addAttributeBuilder()
        .setName("sparse_value")
        .getSparseTensorBuilder()
        .setValues(outside());
    refused(relu().addNode(sparse), "outside the model");
    ModelProto.Builder model = Messages.model(relu());
    model.addFunctionsBuilder().addNode(constant(outside()));
    refused(model.build().toByteArray(), "outside the model");
  }

  @Test
  void tensorsInsideNodesThatAreShorterThanTheirShape() throws IOException {
    refused(relu().addNode(constant(Messages.stored("", 7, 5).addInt64Data(1).build())), "[5]");
  }

  @Test
  void opsetsTooOldOrUnknown() throws IOException {
    ModelProto.Builder model = Messages.model(relu());
    model.getOpsetImportBuilder(0).setVersion(6);
    refused(model.build().toByteArray(), "opset 6", "7");
    refused(model.clearOpsetImport().build().toByteArray(), "opset");
    model.addOpsetImportBuilder().setDomain("com.example").setVersion(1);
    refused(model.build().toByteArray(), "opset");
    model.addOpsetImportBuilder().setVersion(Long.MAX_VALUE);
    refused(model.build().toByteArray(), "opset");
  }

  @Test
  void inputThatIsNoTensor() throws IOException {
    GraphProto.Builder body = relu();
    body.getInputBuilder(0).clearType();
    refused(body, "'x'", "tensor");
  }

  @Test
  void inputDeclaredTwice() throws IOException {
    refused(relu().addInput(Messages.value("x", 1, -1)), "'x'", "twice");
  }

  /** Deeper than protobuf's own limit of 100 messages. */
  @Test
  void controlFlowNestedTooDeep() throws IOException {
    GraphProto inner = relu().build();
    for (int i = 0; i < 200; i++) {
      NodeProto node =
          Messages.node("If", "", List.of("x"), "y")
              .addAttribute(Messages.graph("then_branch", inner))
              .build();
      inner = GraphProto.newBuilder().addNode(node).build();
    }
    refused(inner.toBuilder(), "not an ONNX model");
  }

  /** An engine that divides by them ends the process: SIGFPE. */
  @Test
  void attributesOutOfTheirRange() throws IOException {
    for (String attribute : List.of("strides", "dilations", "kernel_shape")) {
      AttributeProto zeros =
          AttributeProto.newBuilder()
              .setName(attribute)
              .setType(AttributeProto.AttributeType.INTS)
              .addInts(1)
              .addInts(0)
              .build();
      refused(
          relu().addNode(Messages.node("MaxPool", "pool", List.of("x"), "p").addAttribute(zeros)),
          "'pool' (MaxPool)",
          attribute + " 0",
          "at least 1");
    }
    refused(
        relu()
            .addNode(
                Messages.node("Conv", "conv", List.of("x", "y"), "p")
                    .addAttribute(Messages.integer("group", -2))),
        "group -2");
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(
                Messages.node("SpaceToDepth", "inner", List.of("x"), "r")
                    .addAttribute(Messages.integer("blocksize", 0)))
            .addOutput(Messages.value("r", 1))
            .build();
    refused(
        relu()
            .addNode(
                Messages.node("If", "if", List.of("x"), "a")
                    .addAttribute(Messages.graph("then_branch", branch))),
        "'inner'",
        "blocksize 0");
  }

  @Test
  void wholeNumbersDividedByAStoredZero() throws IOException {
    for (String operator : List.of("Div", "Mod")) {
      GraphProto.Builder body =
          relu()
              .addInitializer(Messages.stored("w", 7, 2).addInt64Data(3).addInt64Data(0))
              .addNode(Messages.node(operator, "by", List.of("x", "w"), "a"));
      refused(body, "'by' (" + operator + ")", "'w'", "zero");
    }
  }

  @Test
  void namesFromTheFileDoNotSpoilTheMessage() throws IOException {
    String hostile = "a\nb\u0000<script>\u202e" + "x".repeat(1 << 20);
    refused(relu().addNode(Messages.node("Neg", hostile, List.of(hostile), "a")), "<script>");
    refused(Messages.sum(Messages.zeros("w", 2)).addInitializer(Messages.stored(hostile, 99, 2)));
    refused(relu().addOutput(Messages.value(hostile, 1)));
    refused(
        relu()
            .addNode(Messages.node(hostile, "", List.of("b"), "a"))
            .addNode(Messages.node(hostile, "", List.of("a"), "b")),
        "cycle");
  }

  @Test
  void nodesWithoutTheInputsOfTheirOperator() throws IOException {
    for (String operator :
        List.of("Conv", "Gemm", "MatMul", "Gather", "LSTM", "BatchNormalization", "Mul", "Add")) {
      GraphProto.Builder body = relu().addNode(Messages.node(operator, "bare", List.of()));
      Path file =
          Files.write(folder.resolve("model.onnx"), Messages.model(body).build().toByteArray());
      Throwable thrown = catchThrowable(() -> Layers.of(OnnxFile.read(file)));
      assertThat(thrown)
          .as(operator)
          .satisfiesAnyOf(
              t -> assertThat(t).isNull(),
              t -> assertThat(t).isInstanceOf(UnusableInputException.class));
    }
  }
}
