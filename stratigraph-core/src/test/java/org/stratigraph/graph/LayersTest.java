package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.tensor.Shape;

/** How tensors find their layers, what layers share, and what is left over. */
class LayersTest extends SmallGraphs {
  @Test
  void aTransposedWeightIsStoredTheOtherWayRound() {
    tensor("fc.weight", 5, 12);
    node("Transpose", "/fc/Transpose", List.of("fc.weight"));
    node("MatMul", "/fc/MatMul", List.of("x", "v1"));
    assertThat(only().parameters())
        .containsExactly(new Layer.Parameter("weight", "fc.weight", Shape.of(5, 12), false));
  }

  @ParameterizedTest
  @CsvSource({"Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten"})
  void aWeightIsFoundThroughNodesThatPassItOn(String operator) {
    tensor("stem.weight", 4, 3, 1, 1);
    node(operator, "", List.of("stem.weight"));
    node("Identity", "", List.of("v1"));
    node("Conv", "/stem/Conv", List.of("x", "v2"));
    assertThat(only().name()).isEqualTo("stem");
  }

  @Test
  void aWeightInAConstantNodeIsFound() {
    tensor("", 4, 3, 1, 1);
    TensorProto value = stored.remove(0);
    node("Constant", "", List.of()).addAttribute(Messages.tensor("value", value));
    node("Conv", "/stem/Conv", List.of("x", "v1"));
    Graph graph = graph();
    Layer layer = Layers.of(graph).layers().get(0);
    assertThat(layer.name()).isEqualTo("stem");
    assertThat(graph.initialisers()).containsKey(layer.parameters().get(0).initialiser());
  }

  @Test
  void aConvolutionWhoseWeightHasOtherAxesIsNotMeasured() {
    tensor("stem.weight", 1, 1, 3, 4);
    node("Transpose", "", List.of("stem.weight"));
    node("Conv", "/stem/Conv", List.of("x", "v1"));
    Layers layers = layers();
    assertThat(layers.layers()).isEmpty();
    assertThat(layers.unassigned()).extracting(Layers.Unassigned::node).contains("stem.weight");
  }

  @Test
  void aQuantisedWeightIsListedWithItsReason() {
    stored.add(
        Messages.stored("conv.weight_quantized", 3, 1, 1, 1, 2)
            .addInt32Data(1)
            .addInt32Data(2)
            .build());
    tensorOf("scale", 0.1f);
    node("DequantizeLinear", "", List.of("conv.weight_quantized", "scale"));
    node("Conv", "/conv/Conv", List.of("x", "v1"));
    Layers layers = layers();
    assertThat(layers.layers()).isEmpty();
    assertThat(layers.unassigned())
        .singleElement()
        .satisfies(u -> assertThat(u.reason()).contains("quantised").contains("INT8"));
  }

  @Test
  void tiedWeightsAreOneLayerWithSeveralNodes() {
    tensor("onnx::MatMul_13", 4, 4);
    tensor("q.bias", 4);
    tensor("r.bias", 4);
    node("Identity", "Identity_0", List.of("onnx::MatMul_13"));
    node("MatMul", "/q/MatMul", List.of("x", "onnx::MatMul_13"));
    node("Add", "/q/Add", List.of("q.bias", "v2"));
    node("MatMul", "/q_1/MatMul", List.of("v3", "v1"));
    node("Add", "/q_1/Add", List.of("r.bias", "v4"));
    Layer layer = only();
    assertThat(layer.nodes()).extracting(Node::name).containsExactly("/q/MatMul", "/q_1/MatMul");
    assertThat(layer.parameters())
        .extracting(Layer.Parameter::initialiser)
        .containsExactly("onnx::MatMul_13", "q.bias", "r.bias");
    assertThat(layer.notes()).singleElement().asString().contains("2 places");
  }

  @Test
  void aTensorInTwoLayersIsToldInBoth() {
    tensor("a.weight", 3, 3, 1, 1);
    tensor("b.weight", 3, 3, 1, 1);
    tensor("a.bias", 3);
    then("Conv", "", "a.weight", "a.bias");
    then("Conv", "", "b.weight", "a.bias");
    List<Layer> layers = layers().layers();
    assertThat(layers.get(0).notes()).singleElement().asString().contains("bias").contains("of b");
    assertThat(layers.get(1).notes()).singleElement().asString().contains("bias").contains("of a");
  }

  @Test
  void manyLayersWithOneTensorAreNotAllNamed() {
    tensor("zero.bias", 3);
    for (int i = 0; i < 9; i++) {
      tensor("c" + i + ".weight", 3, 3, 1, 1);
      then("Conv", "", "c" + i + ".weight", "zero.bias");
    }
    assertThat(layers().layers().get(8).notes())
        .singleElement()
        .asString()
        .contains("c0, c1, c2 and 5 more");
  }

  /** A walk back from each node would take as many steps as pairs of nodes: hours. */
  @Test
  void aLongChainOfNodesThatPassAWeightOnTakesLinearTime() {
    tensor("fc.weight", 5, 5);
    node("Identity", "", List.of("fc.weight"));
    for (int i = 0; i < 200_000; i++) {
      then("Identity", "");
    }
    node("MatMul", "", List.of("x", "v" + nodes.size()));
    Graph graph = graph();
    assertThat(assertTimeout(Duration.ofSeconds(60), () -> Layers.of(graph).layers())).hasSize(1);
  }

  /** What torch.onnx.export 1.13 wrote for Conv2d, BatchNorm2d: Conv with two numbered tensors. */
  @Test
  void aFoldedBatchNormIsToldEvenWhereOthersAreLeft() {
    tensor("onnx::Conv_35", 3, 3, 1, 1);
    tensor("onnx::Conv_36", 3);
    for (String role : List.of("weight", "bias", "running_mean", "running_var")) {
      tensor("pre." + role, 3);
    }
    tensor("conv2.weight", 5, 3, 1, 1);
    tensor("conv2.bias", 5);
    then("Conv", "/conv1/Conv", "onnx::Conv_35", "onnx::Conv_36");
    then("Relu", "/Relu");
    then(
        "BatchNormalization",
        "/pre/B",
        "pre.weight",
        "pre.bias",
        "pre.running_mean",
        "pre.running_var");
    then("Conv", "/conv2/Conv", "conv2.weight", "conv2.bias");
    List<Layer> layers = layers().layers();
    assertThat(layers).extracting(Layer::name).containsExactly("conv1", "pre", "conv2");
    assertThat(layers.get(0).notes()).singleElement().asString().contains("batch norm");
    assertThat(layers.get(2).notes()).isEmpty();
  }

  @Test
  void numberedTensorsBesideABatchNormAreNoSignOfFolding() {
    tensor("1", 3, 3, 1, 1);
    tensor("2", 3);
    for (String name : List.of("3", "4", "5", "6")) {
      tensor(name, 3);
    }
    then("Conv", "Conv_0", "1", "2");
    then("BatchNormalization", "BatchNormalization_1", "3", "4", "5", "6");
    assertThat(layers().layers().get(0).notes()).isEmpty();
  }

  /** conv1 - conv2 - add with conv1 - norm - fc: counted by hand. */
  @Test
  void depthIsTheMostLayersOnAPathWithoutNorms() {
    tensor("n0.weight", 3);
    tensor("n0.bias", 3);
    tensor("a.weight", 3, 3, 1, 1);
    tensor("b.weight", 3, 3, 1, 1);
    tensor("n1.weight", 3);
    tensor("n1.bias", 3);
    tensor("fc.weight", 3, 3);
    then("InstanceNormalization", "", "n0.weight", "n0.bias");
    then("Conv", "", "a.weight");
    then("Conv", "", "b.weight");
    node("Add", "", List.of("v3", "v2"));
    then("InstanceNormalization", "", "n1.weight", "n1.bias");
    then("MatMul", "", "fc.weight");
    assertThat(layers().layers())
        .extracting(Layer::name, Layer::depth)
        .containsExactly(
            tuple("n0", 0), tuple("a", 1), tuple("b", 2), tuple("n1", 2), tuple("fc", 3));
  }

  @Test
  void trainedTensorsOfNoLayerAreListed() {
    tensor("p.weight", 3, 1, 1);
    tensor("lost", 3);
    tensor("experts", 2, 3, 3);
    tensorOf("fill", 0, 0, 0);
    tensorOf("epsilon", 1e-5f);
    then("PRelu", "/p/PRelu", "p.weight");
    then("MatMul", "/e/MatMul", "experts");
    then("Add", "", "fill");
    then("Add", "", "epsilon");
    Layers layers = layers();
    assertThat(layers.layers()).isEmpty();
    assertThat(layers.unassigned())
        .containsExactly(
            new Layers.Unassigned("p.weight", "is used by PRelu, which is no kind of layer"),
            new Layers.Unassigned("lost", "is used by no node"),
            new Layers.Unassigned("experts", "is used by MatMul in a form that is not supported"));
  }

  @Test
  void aTensorInsideControlFlowIsListed() {
    tensor("inner.weight", 3, 3, 1, 1);
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(Messages.node("Conv", "", List.of("x", "inner.weight"), "r"))
            .addOutput(Messages.value("r", 1))
            .build();
    AttributeProto attribute = Messages.graph("then_branch", branch);
    then("If", "").addAttribute(attribute);
    assertThat(layers().unassigned())
        .singleElement()
        .satisfies(u -> assertThat(u.reason()).contains("branch or loop"));
  }
}
