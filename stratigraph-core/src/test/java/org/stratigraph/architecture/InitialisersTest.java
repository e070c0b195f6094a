package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Drawn values against the formulas of the sources: torchvision 0.14.1's model files, timm 1.0.29's
 * {@code _init_weight_goog}, akamaster's {@code resnet.py}, and {@code torch.nn}. Bounds are five
 * standard errors of the statistic for the number of values drawn.
 */
class InitialisersTest {
  private static final Layer CONV = SampleLayer.convolution("conv", 1, 128, 64, 3, 3);
  private static final Layer GROUPED = SampleLayer.convolution("conv", 8, 256, 32, 3, 3);
  private static final Layer LINEAR = SampleLayer.linear("fc", false, 100, 500);
  private static final Layer MATMUL = SampleLayer.linear("fc", true, 500, 100);
  private static final Layer FINAL = SampleLayer.convolution("classifier.1", 1, 100, 512, 1, 1);

  private static final Layer OUT = SampleLayer.linear("out", false, 100, 500);
  private static final Layer STEM = SampleLayer.convolution("conv1", 1, 64, 128, 7, 7);

  static Stream<Arguments> normal() {
    return Stream.of(
        Arguments.of(Initialisers.resNet(), CONV, Math.sqrt(2 / (128 * 9.0))),
        Arguments.of(Initialisers.resNet(), GROUPED, Math.sqrt(2 / (256 * 9.0))),
        Arguments.of(Initialisers.cifarResNet(), CONV, Math.sqrt(2 / (64 * 9.0))),
        Arguments.of(Initialisers.cifarResNet(), LINEAR, Math.sqrt(2 / 500.0)),
        Arguments.of(Initialisers.cifarResNet(), MATMUL, Math.sqrt(2 / 500.0)),
        Arguments.of(Initialisers.vgg(), CONV, Math.sqrt(2 / (128 * 9.0))),
        Arguments.of(Initialisers.vgg(), LINEAR, 0.01),
        Arguments.of(Initialisers.squeezeNet(), FINAL, 0.01),
        Arguments.of(Initialisers.mobileNetV1(), GROUPED, Math.sqrt(2 / (256 * 9.0))),
        Arguments.of(Initialisers.mobileNetV2(), GROUPED, Math.sqrt(2 / (256 * 9.0))),
        Arguments.of(Initialisers.mobileNetV2(), LINEAR, 0.01),
        Arguments.of(Initialisers.timmEfficient(), GROUPED, Math.sqrt(2 / (32 * 9.0))),
        Arguments.of(Initialisers.denseNet(), CONV, Math.sqrt(2 / (64 * 9.0))));
  }

  @ParameterizedTest
  @MethodSource
  void normal(Initialiser initialiser, Layer layer, double sd) {
    float[] values = draw(initialiser, layer, "weight").toFloats();
    int n = values.length;
    assertThat(mean(values)).isCloseTo(0, within(5 * sd / Math.sqrt(n)));
    assertThat(deviation(values)).isCloseTo(sd, within(5 * sd / Math.sqrt(2.0 * n)));
    // 68.27 % of a normal distribution lie within one sd; of a uniform one, 57.7 %.
    double inside = shareWithin(values, sd);
    assertThat(inside).isCloseTo(0.6827, within(5 * Math.sqrt(0.6827 * 0.3173 / n)));
  }

  /**
   * Keras' {@code he_normal}: cut off at 2 / 0.8796 standard deviations (VarianceScaling); then
   * 65.06 % lie within one, since (2 Phi(0.8796) - 1) / (2 Phi(2) - 1) is 0.62102 / 0.95450.
   */
  @Test
  void truncatedNormal() {
    float[] values = draw(Initialisers.conflict(), CONV, "weight").toFloats();
    int n = values.length;
    double sd = Math.sqrt(2 / (64 * 9.0));
    double bound = 2 / 0.87962566103423978 * sd;
    assertThat(mean(values)).isCloseTo(0, within(5 * sd / Math.sqrt(n)));
    assertThat(deviation(values)).isCloseTo(sd, within(5 * sd / Math.sqrt(2.0 * n)));
    assertThat(shareWithin(values, sd))
        .isCloseTo(0.6506, within(5 * Math.sqrt(0.6506 * 0.3494 / n)));
    assertThat(largest(values)).isBetween((float) (0.99 * bound), (float) bound);
    assertThat(draw(Initialisers.conflict(), CONV, "bias").toFloats()).containsOnly(0f);
    assertThat(draw(Initialisers.fullyConnected(), LINEAR, "bias").toFloats()).containsOnly(0f);
  }

  static Stream<Arguments> uniform() {
    return Stream.of(
        Arguments.of(Initialisers.pyTorchDefault(), CONV, "weight", 1 / Math.sqrt(64 * 9)),
        Arguments.of(Initialisers.pyTorchDefault(), GROUPED, "weight", 1 / Math.sqrt(32 * 9)),
        Arguments.of(Initialisers.pyTorchDefault(), LINEAR, "weight", 1 / Math.sqrt(500)),
        Arguments.of(Initialisers.pyTorchDefault(), MATMUL, "weight", 1 / Math.sqrt(500)),
        Arguments.of(Initialisers.alexNet(), CONV, "weight", 1 / Math.sqrt(64 * 9)),
        Arguments.of(Initialisers.resNet(), LINEAR, "weight", 1 / Math.sqrt(500)),
        Arguments.of(Initialisers.mobileNetV1(), LINEAR, "weight", 1 / Math.sqrt(500)),
        Arguments.of(Initialisers.denseNet(), LINEAR, "weight", 1 / Math.sqrt(500)),
        Arguments.of(Initialisers.squeezeNet(), CONV, "weight", Math.sqrt(6 / (64 * 9.0))),
        Arguments.of(Initialisers.timmEfficient(), LINEAR, "weight", 1 / Math.sqrt(100)),
        Arguments.of(Initialisers.fullyConnected(), LINEAR, "weight", Math.sqrt(6 / 500.0)),
        Arguments.of(Initialisers.fullyConnected(), OUT, "weight", Math.sqrt(6 / 600.0)),
        Arguments.of(Initialisers.conflict(), STEM, "weight", Math.sqrt(6 / (192 * 49.0))),
        Arguments.of(Initialisers.conflict(), LINEAR, "weight", Math.sqrt(6 / 600.0)));
  }

  @ParameterizedTest
  @MethodSource
  void uniform(Initialiser initialiser, Layer layer, String role, double bound) {
    float[] values = draw(initialiser, layer, role).toFloats();
    int n = values.length;
    double sd = bound / Math.sqrt(3);
    assertThat(mean(values)).isCloseTo(0, within(5 * sd / Math.sqrt(n)));
    // The standard error of the sd is sd * sqrt((kurtosis - 1) / 4n), with kurtosis 1.8.
    assertThat(deviation(values)).isCloseTo(sd, within(5 * sd * Math.sqrt(0.2 / n)));
    assertThat(largest(values)).isBetween((float) (0.999 * bound), (float) bound);
  }

  static Stream<Arguments> uniformBias() {
    return Stream.of(
        Arguments.of(Initialisers.pyTorchDefault(), CONV, 1 / Math.sqrt(64 * 9)),
        Arguments.of(Initialisers.pyTorchDefault(), MATMUL, 1 / Math.sqrt(500)),
        Arguments.of(Initialisers.resNet(), LINEAR, 1 / Math.sqrt(500)),
        Arguments.of(Initialisers.cifarResNet(), LINEAR, 1 / Math.sqrt(500)));
  }

  /** Of 100 values, one at least is beyond 0.9 of the bound, but for 3 draws in 100,000. */
  @ParameterizedTest
  @MethodSource
  void uniformBias(Initialiser initialiser, Layer layer, double bound) {
    float[] values = draw(initialiser, layer, "bias").toFloats();
    assertThat(largest(values)).isBetween((float) (0.9 * bound), (float) bound);
  }

  static Stream<Arguments> zeroBias() {
    return Stream.of(
        Arguments.of(Initialisers.vgg(), CONV),
        Arguments.of(Initialisers.vgg(), LINEAR),
        Arguments.of(Initialisers.squeezeNet(), CONV),
        Arguments.of(Initialisers.squeezeNet(), FINAL),
        Arguments.of(Initialisers.mobileNetV2(), LINEAR),
        Arguments.of(Initialisers.timmEfficient(), LINEAR),
        Arguments.of(Initialisers.denseNet(), LINEAR));
  }

  @ParameterizedTest
  @MethodSource
  void zeroBias(Initialiser initialiser, Layer layer) {
    assertThat(draw(initialiser, layer, "bias").toFloats()).containsOnly(0f);
  }

  @Test
  void norm() {
    Layer norm =
        SampleLayer.of(
            LayerKind.NORM,
            "BatchNormalization",
            Map.of(),
            SampleLayer.parameter("weight", 4),
            SampleLayer.parameter("bias", 4),
            SampleLayer.parameter("running_mean", 4),
            SampleLayer.parameter("running_var", 4));
    Initialiser initialiser = Initialisers.pyTorchDefault();
    assertThat(draw(initialiser, norm, "weight").toFloats()).containsExactly(1, 1, 1, 1);
    assertThat(draw(initialiser, norm, "bias").toFloats()).containsExactly(0, 0, 0, 0);
    assertThat(draw(initialiser, norm, "running_mean").toFloats()).containsExactly(0, 0, 0, 0);
    assertThat(draw(initialiser, norm, "running_var").toFloats()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void embeddingIsStandardNormal() {
    Layer embedding =
        SampleLayer.of(
            LayerKind.EMBEDDING, "Gather", Map.of(), SampleLayer.parameter("weight", 200, 100));
    normal(Initialisers.pyTorchDefault(), embedding, 1);
  }

  @Test
  void recurrentSpreadsByHiddenSize() {
    Layer lstm =
        SampleLayer.of(
            LayerKind.RECURRENT,
            "LSTM",
            Map.of("hidden_size", 64L),
            SampleLayer.parameter("weight_ih_l0", 1, 256, 100),
            SampleLayer.parameter("weight_hh_l0", 1, 256, 64));
    uniform(Initialisers.pyTorchDefault(), lstm, "weight_ih_l0", 0.125);
    uniform(Initialisers.pyTorchDefault(), lstm, "weight_hh_l0", 0.125);
  }

  @Test
  void sameSeedSameValues() {
    Tensor first = draw(Initialisers.resNet(), CONV, "weight");
    assertThat(draw(Initialisers.resNet(), CONV, "weight")).isEqualTo(first);
    assertThat(first.shape()).isEqualTo(Shape.of(128, 64, 3, 3));
  }

  private static Tensor draw(Initialiser initialiser, Layer layer, String role) {
    Layer.Parameter parameter =
        layer.parameters().stream().filter(p -> p.role().equals(role)).findFirst().orElseThrow();
    return initialiser.draw(layer, parameter, new Random(20240807));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }

  private static double shareWithin(float[] values, double bound) {
    int inside = 0;
    for (float value : values) {
      inside += Math.abs(value) <= bound ? 1 : 0;
    }
    return inside / (double) values.length;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
