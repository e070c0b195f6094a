package org.stratigraph.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class MeasuredValuesTest {
  private final GraphBuilder builder = GraphBuilder.named("net");

  private String conv(String name, String from, float... weights) {
    String weight =
        builder.initialiser(
            name + ".weight", Tensor.of(Shape.of(weights.length, 1, 1, 1), weights));
    return builder.node("Conv", name, List.of(from, weight), Map.of());
  }

  private String norm(String name, String from, float scale) {
    List<String> inputs =
        List.of(
            from,
            builder.initialiser(name + ".weight", Tensor.of(Shape.of(1), scale)),
            builder.initialiser(name + ".bias", Tensor.of(Shape.of(1), -0.5f)),
            builder.initialiser(name + ".running_mean", Tensor.of(Shape.of(1), 100f)),
            builder.initialiser(name + ".running_var", Tensor.of(Shape.of(1), 100f)));
    return builder.node("BatchNormalization", name, inputs, Map.of());
  }

  private String relu(String from) {
    return builder.node("Relu", from + ".relu", List.of(from), Map.of());
  }

  private Graph finished(String from) {
    String flat = builder.node("Flatten", "flatten", List.of(from), Map.of());
    String weight = builder.initialiser("fc.weight", Tensor.of(Shape.of(1, 1), 9f));
    builder.input(Value.of("images", -1, 1, 1, 1));
    builder.output(Value.of(builder.node("Gemm", "fc", List.of(flat, weight), Map.of()), -1, 1));
    return builder.build();
  }

  /** A stem and one residual block of two convolutions. */
  private Graph residual() {
    String stem = relu(norm("bn1", conv("conv1", "images", 1f), 7f));
    String first = relu(norm("layer1.0.bn1", conv("layer1.0.conv1", stem, -3f), 2f));
    String second = norm("layer1.0.bn2", conv("layer1.0.conv2", first, 0.25f), 1f);
    String sum = builder.node("Add", "sum", List.of(second, stem), Map.of());
    return finished(relu(sum));
  }

  private static List<String> values(List<MeasuredValue> measured) {
    return measured.stream().map(m -> m.name() + " " + m.value()).toList();
  }

  @Test
  void aLayerIsMeasuredAfterItsNormAndActivation() {
    assertThat(values(MeasuredValues.ofLayers(residual())))
        .containsExactly(
            "conv1 bn1.relu", "layer1.0.conv1 layer1.0.bn1.relu", "layer1.0.conv2 layer1.0.bn2");
  }

  @Test
  void aBlockIsMeasuredAfterTheShortcutAndTheActivation() {
    assertThat(values(MeasuredValues.ofBlocks(residual()))).containsExactly("layer1.0 sum.relu");
  }

  @Test
  void aGateBelongsToTheLayer() {
    String conv = conv("conv1", "images", 1f);
    String gate = builder.node("Sigmoid", "gate", List.of(conv), Map.of());
    String product = builder.node("Mul", "silu", List.of(conv, gate), Map.of());
    assertThat(values(MeasuredValues.ofLayers(finished(product)))).containsExactly("conv1 silu");
  }

  @Test
  void aPlainNetworkHasNoBlocks() {
    assertThat(MeasuredValues.ofBlocks(finished(relu(conv("conv1", "images", 1f))))).isEmpty();
  }

  /** 19 convolutions before the last layer and nine blocks: He et al. 2016, section 4.2. */
  @Test
  void resnet20() {
    Graph graph = Architectures.named("resnet20-cifar").build(10);
    List<MeasuredValue> layers = MeasuredValues.ofLayers(graph);
    assertThat(layers).hasSize(19);
    assertThat(layers).noneMatch(value -> value.name().equals("linear"));
    List<MeasuredValue> blocks = MeasuredValues.ofBlocks(graph);
    assertThat(blocks)
        .extracting(MeasuredValue::name)
        .containsExactly(
            "layer1.0",
            "layer1.1",
            "layer1.2",
            "layer2.0",
            "layer2.1",
            "layer2.2",
            "layer3.0",
            "layer3.1",
            "layer3.2");
    for (MeasuredValue block : blocks) {
      assertThat(graph.producer(block.value()).map(Node::operator)).hasValue("Relu");
      assertThat(block.layers()).hasSize(4);
    }
  }

  @Test
  void amplitudes() {
    Graph graph = residual();
    List<MeasuredValue> layers = MeasuredValues.ofLayers(graph);
    List<MeasuredValue> blocks = MeasuredValues.ofBlocks(graph);
    // The running statistics of 100 are not weights.
    assertThat(WeightAmplitude.MODEL.of(graph, layers)).isEqualTo(Collections.nCopies(3, 9.0));
    assertThat(WeightAmplitude.LAYER.of(graph, layers)).containsExactly(7.0, 3.0, 1.0);
    assertThat(WeightAmplitude.LAYER.of(graph, blocks)).containsExactly(3.0);
    Graph small = graph.withInitialisers(Map.of("fc.weight", Tensor.of(Shape.of(1, 1), -0.125f)));
    assertThat(WeightAmplitude.MODEL.of(small, blocks)).containsExactly(7.0);
    assertThat(WeightAmplitude.WAC2021.of(small, blocks)).containsExactly(3.0);
  }

  @Test
  void theMeanIsOfEachTensor() {
    String conv = conv("conv1", "images", 1f, -2f, 6f);
    Graph graph = finished(relu(conv));
    assertThat(WeightAmplitude.LAYER_MEAN.of(graph, MeasuredValues.ofLayers(graph)).get(0))
        .isCloseTo(3.0, within(1e-12));
    assertThat(WeightAmplitude.named("layer-mean")).isEqualTo(WeightAmplitude.LAYER_MEAN);
    assertThatThrownBy(() -> WeightAmplitude.named("largest"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("model, layer, layer-mean, wac2021, or a number");
  }
}
