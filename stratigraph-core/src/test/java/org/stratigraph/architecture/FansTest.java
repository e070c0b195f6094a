package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.LayerKind;

/** Expected values: torch.nn.init._calculate_fan_in_and_fan_out of PyTorch 1.13.1. */
class FansTest {
  @Test
  void convolution() {
    assertThat(Fans.of(SampleLayer.convolution("c", 1, 64, 3, 7, 7)))
        .isEqualTo(new Fans(147, 3136, 1));
  }

  @Test
  void groupedConvolutionIgnoresGroupsInFanOut() {
    assertThat(Fans.of(SampleLayer.convolution("c", 4, 64, 8, 3, 3)))
        .isEqualTo(new Fans(72, 576, 4));
    assertThat(Fans.of(SampleLayer.convolution("c", 96, 96, 1, 3, 3)))
        .isEqualTo(new Fans(9, 864, 96));
    assertThat(Fans.of(SampleLayer.convolution("c", 2, 12, 4, 5))).isEqualTo(new Fans(20, 60, 2));
  }

  /** ConvTranspose2d(16, 32, 3): the weight is [16, 32, 3, 3]. */
  @Test
  void transposedConvolutionExchangesThem() {
    assertThat(Fans.of(SampleLayer.convolution("c", 1, 16, 32, 3, 3)))
        .isEqualTo(new Fans(288, 144, 1));
  }

  @Test
  void linearInEitherLayout() {
    assertThat(Fans.of(SampleLayer.linear("l", false, 10, 512))).isEqualTo(new Fans(512, 10, 1));
    assertThat(Fans.of(SampleLayer.linear("l", true, 512, 10))).isEqualTo(new Fans(512, 10, 1));
  }

  @Test
  void refusesLayerWithoutWeight() {
    assertThatThrownBy(
            () ->
                Fans.of(
                    SampleLayer.of(
                        LayerKind.CONV, "Conv", Map.of(), SampleLayer.parameter("bias", 8))))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("'layer' has no weight");
  }
}
