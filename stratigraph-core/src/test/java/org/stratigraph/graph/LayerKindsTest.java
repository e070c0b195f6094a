package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.tensor.Shape;

/** Which nodes are layers of which kind, and which tensors are theirs. */
class LayerKindsTest extends SmallGraphs {
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
  void operatorsOfOtherDomainsAreNoLayers() {
    tensor("conv.weight", 3, 3, 1, 1);
    then("Conv", "", "conv.weight").setDomain("com.example");
    assertThat(layers().layers()).isEmpty();
  }
}
