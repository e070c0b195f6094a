package org.stratigraph.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayerRoleTest {
  private static final List<String> RESNET50 =
      List.of(
          "conv1",
          "layer1.0.conv1",
          "layer1.0.conv2",
          "layer1.0.conv3",
          "layer1.0.downsample.0",
          "layer2.3.conv2",
          "layer3.5.conv3",
          "layer4.2.conv1",
          "fc");

  /** Labels as in Figure 1 of the criticality paper. */
  @Test
  void thePapersLabels() {
    assertThat(LayerRole.of(RESNET50))
        .extracting(LayerRole::label)
        .containsExactly(
            "[0.0] conv:7x7",
            "[1.0] conv1:1x1",
            "[1.0] conv2:3x3",
            "[1.0] conv3:1x1",
            "[1.0] downsample",
            "[2.3] conv2:3x3",
            "[3.5] conv3:1x1",
            "[4.2] conv1:1x1",
            "[Head] fc");
  }

  @Test
  void stagesAndOperatorsOfBottlenecks() {
    assertThat(LayerRole.of(RESNET50))
        .extracting(LayerRole::stage, LayerRole::operator)
        .extracting(tuple -> tuple.toList().toString())
        .containsExactly(
            "[stem, ]",
            "[layer1, first 1x1]",
            "[layer1, 3x3]",
            "[layer1, last 1x1]",
            "[layer1, downsample]",
            "[layer2, 3x3]",
            "[layer3, last 1x1]",
            "[layer4, first 1x1]",
            "[head, ]");
  }

  /** Which kernel a stem for small images has, no name says. */
  @Test
  void basicBlocks() {
    List<LayerRole> roles =
        LayerRole.of(
            List.of("conv1", "layer1.0.conv1", "layer1.0.conv2", "layer2.0.shortcut.0", "linear"));
    assertThat(roles)
        .extracting(LayerRole::label)
        .containsExactly(
            "[0.0] conv1",
            "[1.0] conv1:3x3",
            "[1.0] conv2:3x3",
            "[2.0] downsample",
            "[Head] linear");
    assertThat(roles)
        .extracting(LayerRole::operator)
        .containsExactly("", "first 3x3", "last 3x3", "downsample", "");
  }

  @Test
  void otherNetworksKeepTheirNames() {
    List<String> names =
        List.of(
            "patch_embed", "blocks.0.attn.qkv", "blocks.0.mlp.fc1", "blocks.1.attn.qkv", "head");
    assertThat(LayerRole.of(names)).extracting(LayerRole::label).isEqualTo(names);
    assertThat(LayerRole.of(names))
        .extracting(LayerRole::operator)
        .containsExactly("", "attn.qkv", "mlp.fc1", "attn.qkv", "");
  }

  @Test
  void numbersAloneAreNoOperator() {
    assertThat(LayerRole.of(List.of("features.0", "features.3", "classifier.1", "classifier.6")))
        .extracting(LayerRole::operator)
        .containsOnly("");
  }

  @Test
  void aNameThatMeansTwoThingsHasNoPublishedLabel() {
    Comparison comparison =
        new Comparison(
            List.of(
                network("resnet50", RESNET50),
                network("resnet18", List.of("conv1", "layer1.0.conv1", "layer1.0.conv2", "fc"))));
    Map<String, LayerRole> roles = LayerRole.of(comparison);
    assertThat(roles.keySet()).containsExactlyElementsOf(RESNET50);
    assertThat(Stream.of("conv1", "layer1.0.conv1", "layer1.0.conv2").map(roles::get))
        .extracting(LayerRole::label)
        .containsExactly("conv1", "layer1.0.conv1", "[1.0] conv2:3x3");
  }

  @Test
  void hostileNamesAreTaken() {
    List<String> names =
        List.of("", "layer1.0.conv1\n", "layer99999999999.0.conv1", "=cmd", "a.".repeat(100_000));
    assertThat(LayerRole.of(names)).extracting(LayerRole::layer).isEqualTo(names);
  }

  private static MeasuredNetwork network(String id, List<String> layers) {
    return new MeasuredNetwork(
        id,
        id,
        Optional.empty(),
        OptionalDouble.empty(),
        Map.of(),
        layers.stream().map(name -> MeasuredLayer.ofTrials(name, "conv", List.of())).toList());
  }
}
