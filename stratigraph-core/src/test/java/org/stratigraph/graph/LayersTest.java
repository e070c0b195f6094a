package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.onnx.TensorProto;
import org.stratigraph.tensor.Shape;

/**
 * Layers of small graphs. Node and tensor names, and which nodes stand between a tensor and its
 * use, are those that PyTorch 1.13's exporter wrote for modules of these names.
 */
class LayersTest {
  private final List<NodeProto.Builder> nodes = new ArrayList<>();
  private final List<TensorProto> stored = new ArrayList<>();

  /** A node that continues the chain from {@code x}: its first input is the last node's output. */
  private NodeProto.Builder then(String operator, String name, String... tensors) {
    List<String> inputs = new ArrayList<>();
    inputs.add(nodes.isEmpty() ? "x" : "v" + nodes.size());
    inputs.addAll(List.of(tensors));
    return node(operator, name, inputs);
  }

  private NodeProto.Builder node(String operator, String name, List<String> inputs) {
    NodeProto.Builder node = Messages.node(operator, name, inputs, "v" + (nodes.size() + 1));
    nodes.add(node);
    return node;
  }

  /** A tensor with different values, as training leaves them. */
  private void tensor(String name, long... extents) {
    TensorProto.Builder tensor = Messages.stored(name, 1, extents);
    long count = 1;
    for (long extent : extents) {
      count *= extent;
    }
    for (int i = 0; i < count; i++) {
      tensor.addFloatData(i * 0.5f - 1);
    }
    stored.add(tensor.build());
  }

  private void tensorOf(String name, float... values) {
    TensorProto.Builder tensor = Messages.stored(name, 1, values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    stored.add(tensor.build());
  }

  private Layers layers() {
    return Layers.of(graph());
  }

  private Graph graph() {
    nodes.add(Messages.node("Identity", "", List.of("v" + nodes.size()), "y"));
    return Messages.graph(nodes, stored);
  }

  private Layer only() {
    List<Layer> layers = layers().layers();
    assertThat(layers).hasSize(1);
    return layers.get(0);
  }

  @Test
  void aConvolutionHasItsTensorsAndThePrefixOfTheirNames() {
    tensor("layer1.0.conv1.weight", 4, 3, 3, 3);
    tensor("layer1.0.conv1.bias", 4);
    then("Conv", "Conv_12", "layer1.0.conv1.weight", "layer1.0.conv1.bias");
    Layer layer = only();
    assertThat(layer.name()).isEqualTo("layer1.0.conv1");
    assertThat(layer.kind()).isEqualTo(LayerKind.CONV);
    assertThat(layer.parameters())
        .containsExactly(
            new Layer.Parameter("weight", "layer1.0.conv1.weight", Shape.of(4, 3, 3, 3), false),
            new Layer.Parameter("bias", "layer1.0.conv1.bias", Shape.of(4), false));
    assertThat(layer.parameterCount()).isEqualTo(4 * 3 * 3 * 3 + 4);
    assertThat(layer.nodes()).extracting(Node::name).containsExactly("Conv_12");
    assertThat(layer.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "features.0.weight, /features/features.0/Conv, features.0",
    "onnx::Conv_497, /layer1/layer1.0/conv1/Conv, layer1.0.conv1",
    "onnx::Conv_497, /stem/conv/Conv, stem.conv",
    "onnx::Conv_497, /blocks/blocks.1/dw/conv/Conv, blocks.1.dw.conv",
    "onnx::Conv_497, /blocks.1/dw/conv/Conv, blocks.1.dw.conv",
    "onnx::Conv_497, /conv/Conv_1, conv",
    "193, Conv_12, Conv_12",
    "193, '', v1",
    "conv2d/kernel:0, '', conv2d",
    "model/conv2d_3/kernel:0, '', model/conv2d_3",
    "model/block1_conv1/Conv2D/ReadVariableOp:0, model/block1_conv1/Conv2D, model.block1_conv1",
    "conv1_w_0, '', conv1",
    "fire2/squeeze1x1_w_0, '', fire2/squeeze1x1",
    "resnetv17_conv0_weight, resnetv17_conv0_fwd, resnetv17_conv0",
    "Parameter5, Convolution28, Convolution28",
    "weight, /Conv, Conv"
  })
  void namesComeFromTensorsOrWhereTheyAreNumberedFromNodes(
      String tensor, String node, String expected) {
    tensor(tensor, 4, 3, 1, 1);
    then("Conv", node, tensor);
    assertThat(only().name()).isEqualTo(expected);
  }

  @Test
  void aNumberedWeightBesideANamedBiasTakesTheNameOfTheBias() {
    tensor("onnx::MatMul_48", 12, 5);
    tensor("encoder.fc.bias", 5);
    then("MatMul", "MatMul_7", "onnx::MatMul_48");
    node("Add", "Add_8", List.of("encoder.fc.bias", "v1"));
    assertThat(only().name()).isEqualTo("encoder.fc");
  }

  @Test
  void namesAreUniqueAndStable() {
    tensor("193", 3, 3, 1, 1);
    tensor("194", 3, 3, 1, 1);
    tensor("195", 3, 3, 1, 1);
    then("Conv", "/conv/Conv", "193");
    then("Conv", "/conv/Conv_1", "194");
    then("Conv", "/conv/Conv_2", "195");
    List<String> expected = List.of("conv", "conv#2", "conv#3");
    Graph graph = graph();
    assertThat(Layers.of(graph).layers()).extracting(Layer::name).isEqualTo(expected);
    assertThat(Layers.of(graph).layers()).extracting(Layer::name).isEqualTo(expected);
  }

  @Test
  void namesAreFitToBeShown() {
    tensor("a\n\u001b[31m\u0000b.weight", 3, 3, 1, 1);
    tensor("x".repeat(1 << 20) + ".weight", 3, 3, 1, 1);
    tensor("c_w" + "_0".repeat(200_000), 3, 3, 1, 1);
    stored.forEach(t -> then("Conv", "", t.getName()));
    assertThat(layers().layers())
        .hasSize(3)
        .allSatisfy(
            layer -> assertThat(layer.name()).hasSizeBetween(1, 130).matches("[\\x20-\\x7e]+"));
  }

  /** Gemm's formula in the ONNX specification: A' * B' + C, where B' is B transposed if transB. */
  @ParameterizedTest
  @CsvSource({"1, false", "0, true"})
  void aGemmSaysHowItsMatrixIsStored(long transB, boolean transposed) {
    tensor("fc.weight", 5, 7);
    tensor("fc.bias", 5);
    then("Gemm", "/fc/Gemm", "fc.weight", "fc.bias")
        .addAttribute(Messages.integer("transB", transB));
    Layer layer = only();
    assertThat(layer.kind()).isEqualTo(LayerKind.LINEAR);
    assertThat(layer.parameters())
        .extracting(Layer.Parameter::role, Layer.Parameter::transposed)
        .containsExactly(tuple("weight", transposed), tuple("bias", false));
  }

  @Test
  void aMatMulWithTheSumAfterItIsALinearLayer() {
    tensor("onnx::MatMul_48", 12, 5);
    tensor("fc.bias", 5);
    then("MatMul", "/fc/MatMul", "onnx::MatMul_48");
    node("Add", "/fc/Add", List.of("fc.bias", "v1"));
    Layer layer = only();
    assertThat(layer.kind()).isEqualTo(LayerKind.LINEAR);
    assertThat(layer.parameters())
        .containsExactly(
            new Layer.Parameter("weight", "onnx::MatMul_48", Shape.of(12, 5), true),
            new Layer.Parameter("bias", "fc.bias", Shape.of(5), false));
    assertThat(layer.nodes()).extracting(Node::operator).containsExactly("MatMul");
  }

  @Test
  void aBiasOfOneOutputBelongsToItsLayer() {
    tensor("onnx::MatMul_49", 5, 1);
    tensorOf("out.bias", 0.5f);
    then("MatMul", "/out/MatMul", "onnx::MatMul_49");
    node("Add", "/out/Add", List.of("out.bias", "v1"));
    assertThat(only().parameters()).extracting(Layer.Parameter::role).contains("bias");
  }

  @Test
  void aSumWithSomethingElseIsNoBias() {
    tensor("onnx::MatMul_48", 12, 5);
    tensor("position", 7, 5);
    then("MatMul", "/fc/MatMul", "onnx::MatMul_48");
    node("Add", "/Add", List.of("v1", "position"));
    Layers layers = layers();
    assertThat(layers.layers().get(0).parameters()).hasSize(1);
    assertThat(layers.unassigned())
        .containsExactly(
            new Layers.Unassigned("position", "is used by Add, which is no kind of layer"));
  }

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
  void aBatchNormHasItsStatistics() {
    for (String role : List.of("weight", "bias", "running_mean", "running_var")) {
      tensor("bn1." + role, 3);
    }
    then(
        "BatchNormalization",
        "/bn1/B",
        "bn1.weight",
        "bn1.bias",
        "bn1.running_mean",
        "bn1.running_var");
    Layer layer = only();
    assertThat(layer.kind()).isEqualTo(LayerKind.NORM);
    assertThat(layer.name()).isEqualTo("bn1");
    assertThat(layer.parameters())
        .extracting(Layer.Parameter::role)
        .containsExactly("weight", "bias", "running_mean", "running_var");
  }

  @ParameterizedTest
  @CsvSource({"LayerNormalization", "GroupNormalization", "InstanceNormalization"})
  void otherNormsHaveWeightAndBias(String operator) {
    tensor("norm.weight", 3);
    tensor("norm.bias", 3);
    then(operator, "/norm/N", "norm.weight", "norm.bias");
    assertThat(only().kind()).isEqualTo(LayerKind.NORM);
  }

  @Test
  void aLayerNormThatIsWrittenOutIsANorm() {
    tensor("ln.weight", 6);
    tensor("ln.bias", 6);
    node("Mul", "/ln/Mul", List.of("x", "ln.weight"));
    node("Add", "/ln/Add_1", List.of("v1", "ln.bias"));
    Layer layer = only();
    assertThat(layer.kind()).isEqualTo(LayerKind.NORM);
    assertThat(layer.name()).isEqualTo("ln");
    assertThat(layer.parameters())
        .extracting(Layer.Parameter::role)
        .containsExactly("weight", "bias");
  }

  @Test
  void aGroupNormThatIsWrittenOutIsOneNorm() {
    tensorOf("/gn/Constant_1_output_0", 1, 1);
    tensorOf("/gn/Constant_2_output_0", 0, 0);
    tensor("onnx::Mul_45", 8, 1, 1);
    tensor("onnx::Add_46", 8, 1, 1);
    stored.add(Messages.stored("shape", 7, 1).addInt64Data(-1).build());
    then("Reshape", "/gn/Reshape", "shape");
    then(
        "InstanceNormalization",
        "/gn/InstanceNormalization",
        "/gn/Constant_1_output_0",
        "/gn/Constant_2_output_0");
    then("Reshape", "/gn/Reshape_1", "shape");
    then("Mul", "/gn/Mul", "onnx::Mul_45");
    then("Add", "/gn/Add", "onnx::Add_46");
    Layers layers = layers();
    assertThat(layers.layers()).extracting(Layer::name).containsExactly("gn");
    assertThat(layers.layers().get(0).parameters())
        .extracting(Layer.Parameter::initialiser)
        .containsExactly("onnx::Mul_45", "onnx::Add_46");
    assertThat(layers.unassigned()).isEmpty();
  }

  @Test
  void anEmbeddingIsATableThatIsLookedUp() {
    tensor("e.weight", 11, 6);
    node("Gather", "/e/Gather", List.of("e.weight", "x"));
    assertThat(only().kind()).isEqualTo(LayerKind.EMBEDDING);
  }

  @ParameterizedTest
  @CsvSource({"LSTM", "GRU", "RNN"})
  void recurrentLayers(String operator) {
    tensor("onnx::LSTM_268", 1, 24, 6);
    tensor("onnx::LSTM_269", 1, 24, 6);
    tensor("onnx::LSTM_270", 1, 48);
    then(operator, "/l/" + operator, "onnx::LSTM_268", "onnx::LSTM_269", "onnx::LSTM_270");
    Layer layer = only();
    assertThat(layer.kind()).isEqualTo(LayerKind.RECURRENT);
    assertThat(layer.name()).isEqualTo("l");
    assertThat(layer.parameters())
        .extracting(Layer.Parameter::role)
        .containsExactly("weight_ih", "weight_hh", "bias");
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

  @Test
  void operatorsOfOtherDomainsAreNoLayers() {
    tensor("conv.weight", 3, 3, 1, 1);
    then("Conv", "", "conv.weight").setDomain("com.example");
    assertThat(layers().layers()).isEmpty();
  }
}
