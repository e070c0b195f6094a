package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;

/** Models whose nodes, inputs and outputs make no graph, or none that an engine should get. */
class OnnxGraphRefusalTest extends RefusedModels {
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
  void inputThatIsNoTensor() throws IOException {
    GraphProto.Builder body = relu();
    body.getInputBuilder(0).clearType();
    refused(body, "'x'", "tensor");
  }

  @Test
  void inputDeclaredTwice() throws IOException {
    refused(relu().addInput(Messages.value("x", 1, -1)), "'x'", "twice");
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
