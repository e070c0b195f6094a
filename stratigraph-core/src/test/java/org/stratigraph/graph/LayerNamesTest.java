package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What layers are called. */
class LayerNamesTest extends SmallGraphs {
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
}
