package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;

class LayerSelectionTest {
  @ParameterizedTest
  @CsvSource({
    "layer1.*, layer1.0.conv1, true",
    "layer1.*, layer10.conv1, false",
    "*conv1, layer1.0.conv1, true",
    "layer?.0.conv1, layer1.0.conv1, true",
    "layer?.0.conv1, layer1x0.conv1, false",
    "fc, fc, true",
    "fc, fc2, false",
    "a[1](2)+, a[1](2)+, true",
    "'\\E.*', fc, false",
    "/features/*, /features/0/Conv, true",
  })
  void aPatternStandsForNames(String pattern, String layer, boolean included) {
    assertThat(new LayerSelection(List.of(pattern)).includes(layer)).isEqualTo(included);
  }

  @Test
  void noPatternMeansEveryLayer() {
    assertThat(new LayerSelection(List.of()).includes("anything")).isTrue();
  }

  @Test
  void theLastMatchingPatternDecides() {
    LayerSelection selection = new LayerSelection(List.of("!*conv*", "layer4.*conv1"));
    assertThat(selection.includes("layer4.0.conv1")).isTrue();
    assertThat(selection.includes("layer3.0.conv1")).isFalse();
    assertThat(new LayerSelection(List.of("!fc")).includes("conv1")).isTrue();
    assertThat(new LayerSelection(List.of("!fc")).includes("fc")).isFalse();
  }

  @Test
  void aMisspeltPatternIsAnError() {
    LayerSelection selection = new LayerSelection(List.of("conv1", "layr1.*"));
    assertThatThrownBy(() -> selection.requireMatches(List.of("conv1", "layer1.0.conv1")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("'layr1.*' matches no layer")
        .hasMessageContaining("conv1, layer1.0.conv1");
    assertThatCode(() -> new LayerSelection(List.of("*")).requireMatches(List.of("fc")))
        .doesNotThrowAnyException();
  }
}
