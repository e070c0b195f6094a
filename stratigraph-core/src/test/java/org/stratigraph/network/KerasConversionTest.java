package org.stratigraph.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.checkpoint.Checkpoint;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Layer names and shapes as keras.applications creates them. */
class KerasConversionTest {
  @Test
  void mobileNetFitsCompletely() {
    int[] channels = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    Map<String, Tensor> keras = new LinkedHashMap<>();
    keras.put("conv1/kernel", Weights.counting(Shape.of(3, 3, 3, 8)));
    norm(keras, "conv1_bn", 8);
    int in = 8;
    for (int block = 1; block <= channels.length; block++) {
      int out = channels[block - 1] / 4;
      keras.put("conv_dw_" + block + "/depthwise_kernel", Weights.counting(Shape.of(3, 3, in, 1)));
      norm(keras, "conv_dw_" + block + "_bn", in);
      keras.put("conv_pw_" + block + "/kernel", Weights.counting(Shape.of(1, 1, in, out)));
      norm(keras, "conv_pw_" + block + "_bn", out);
      in = out;
    }
    keras.put("conv_preds/kernel", Weights.counting(Shape.of(1, 1, 256, 10)));
    keras.put("conv_preds/bias", Weights.counting(Shape.of(10)));
    FittedCheckpoint fitted = fit(keras, "mobilenet_v1_025");
    assertThat(fitted.fit().classes()).isEqualTo(10);
    Map<String, Tensor> tensors = fitted.graph().initialisers();
    // Row 1, column 2, input 0 of the depthwise kernel of 3 x 3 x 8 x 1 is its 41st value.
    assertThat(get(tensors, "blocks.1.dw.conv.weight").get(5)).isCloseTo(0.041, within(1e-7));
    // Input 3 of class 1: value 3 * 10 + 1 + 1.
    assertThat(get(tensors, "classifier.weight").get(256 + 3)).isCloseTo(0.032, within(1e-7));
    assertThat(get(tensors, "stem.bn.running_var").shape()).isEqualTo(Shape.of(8));
    assertThat(fitted.preprocessing().orElseThrow().mean()).containsExactly(0.5f, 0.5f, 0.5f);
  }

  private static void norm(Map<String, Tensor> keras, String layer, int channels) {
    for (String role : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
      keras.put(layer + "/" + role, Weights.counting(Shape.of(channels)));
    }
  }

  /** Names only: the dense layers are made narrow, which the fit then refuses by shape. */
  @Test
  void vggNamesAndLayout() {
    Map<String, Tensor> keras = new LinkedHashMap<>();
    keras.put("block1_conv1/kernel", Weights.counting(Shape.of(3, 3, 3, 2)));
    keras.put("block1_conv1/bias", Weights.counting(Shape.of(2)));
    keras.put("block5_conv3/bias", Weights.counting(Shape.of(512)));
    keras.put("fc1/kernel", Weights.counting(Shape.of(49 * 2, 3)));
    keras.put("predictions/kernel", Weights.counting(Shape.of(4, 5)));
    Map<String, Tensor> tensors =
        KerasConversion.of(checkpoint(keras), Architectures.named("vgg16")).tensors();
    assertThat(tensors.keySet())
        .containsExactlyInAnyOrder(
            "features.0.weight",
            "features.0.bias",
            "features.28.bias",
            "classifier.0.weight",
            "classifier.6.weight");
    // Output 0, red (last in Keras, first here), top left: value 0*18 + 0*6 + 2*2 + 0 + 1.
    assertThat(get(tensors, "features.0.weight").get(0)).isCloseTo(0.005, within(1e-7));
    // Output 1, blue (third here), row 2, column 1: value 2*18 + 1*6 + 0*2 + 1 + 1.
    assertThat(get(tensors, "features.0.weight").get(27 + 18 + 7)).isCloseTo(0.044, within(1e-7));
    // Output 2, channel 1, row 3, column 4: value ((3*7 + 4)*2 + 1)*3 + 2 + 1.
    assertThat(get(tensors, "classifier.0.weight").get(2 * 98 + 49 + 3 * 7 + 4))
        .isCloseTo(0.156, within(1e-7));
    assertThat(get(tensors, "classifier.6.weight").shape()).isEqualTo(Shape.of(5, 4));
  }

  /** Keras subtracts 123.68 from the red level between 0 and 255 and does not divide. */
  @Test
  void vggPreprocessing() {
    var preprocessing = KerasConversion.preprocessing(Architectures.named("vgg16")).orElseThrow();
    double red = (200 / 255.0 - preprocessing.mean().get(0)) / preprocessing.std().get(0);
    assertThat(red).isCloseTo(200 - 123.68, within(1e-3));
  }

  @Test
  void othersAreRefusedByName() {
    Map<String, Tensor> keras =
        Map.of("conv1_conv/kernel", Weights.counting(Shape.of(7, 7, 3, 64)));
    assertThatThrownBy(() -> fit(keras, "resnet50"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("resnet50 is built differently in Keras")
        .hasMessageContaining("ONNX");
  }

  @Test
  void kernelWithWrongAxesIsRefused() {
    Map<String, Tensor> keras = Map.of("conv1/kernel", Weights.counting(Shape.of(7)));
    assertThatThrownBy(() -> fit(keras, "mobilenet_v1"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("conv1/kernel has the shape [7]; 4 axes were expected");
  }

  private static FittedCheckpoint fit(Map<String, Tensor> keras, String architecture) {
    return FittedCheckpoint.of(
        checkpoint(keras), Optional.of(Architectures.named(architecture)), Optional.empty());
  }

  private static Checkpoint checkpoint(Map<String, Tensor> tensors) {
    return new Checkpoint(Path.of("weights.h5"), "keras-h5", tensors, List.of());
  }

  private static Tensor get(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}
