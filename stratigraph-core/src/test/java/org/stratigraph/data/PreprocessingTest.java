package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Preprocessing.Size;

/**
 * Expected sums and values: torchvision 0.14.1 on Pillow 9.4.0 and PyTorch 1.13.0, for the same
 * formula image of 61 x 47 pixels.
 */
class PreprocessingTest {
  private static final Raster IMAGE = Formula.image(61, 47, 3);

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "32 BILINEAR 28 28 28 7c8e478b177744a1c6b637b78fe3e7743bd395b27baadad7f8c0335873118dbd",
        "100 BICUBIC 96 96 96 a99d2e152e6db2bacff7825be6a13a795e66ae20cb9513a5ebd3662e459e395c",
        "20 BILINEAR 30 30 30 f5a9424042e0725a07c5fb7b8598eb73789928f5699012ca4c10b47264c190bb",
        "0 None 40 40 40 6e2ff962da4e85b00c76e5bde68ebb0bf180ff9696d1874c00e21677c9d62552",
        "0 None 50 50 50 b3228a3afebe5053e928e35b21580c5cb8876212a04f727a2852d5cbadc67d27",
        "0 None 99 99 99 8867ff40f441bca5b10f6a6f6bf0e1cfa49a771d0ffd764a436b9b44fbe1eb4e",
        "47 BILINEAR 0 61 47 fced4719cf4f03c426efa52af20f8eff1005d8f1b72641571c120c4fc4effc8e",
        "33 BILINEAR 0 42 33 e59860dfce39650bff09dcc6292f9be44c7699e41d7bee8f7ec94f1471eaab15"
      })
  void equalsTorchvision(
      int resize, String filter, int crop, int width, int height, String expected) {
    Preprocessing preprocessing = Preprocessing.named("none");
    if (resize > 0) {
      preprocessing =
          preprocessing.withResize(resize).withInterpolation(Interpolation.named(filter));
    }
    if (crop > 0) {
      preprocessing = preprocessing.withCrop(crop);
    }

    Raster result = new Preprocessor(preprocessing).prepare(IMAGE);

    assertThat(new Size(result.width(), result.height())).isEqualTo(new Size(width, height));
    assertThat(preprocessing.sizeFor(61, 47)).isEqualTo(new Size(width, height));
    assertThat(Formula.sha256(result.levels())).isEqualTo(expected);
  }

  @Test
  void normalisesToTheBit() {
    Preprocessor preprocessor =
        new Preprocessor(Preprocessing.named("imagenet").withoutResize().withoutCrop());

    float[] values = preprocessor.normalise(preprocessor.prepare(IMAGE));

    assertThat(values[0]).isEqualTo(-2.117904f);
    assertThat(values[61 * 47 + 5 * 61 + 7]).isEqualTo(-0.37254897f);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    assertThat(Formula.sha256(bytes.array()))
        .isEqualTo("7a3fd8edc64209377e30822c58455a8e15d6c4a9dfd45a579661ec3751633072");
  }

  private static float[] standardised(int... levels) {
    byte[] bytes = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      bytes[i] = (byte) levels[i];
    }
    return new Preprocessor(Preprocessing.named("standardised-grey"))
        .normalise(new Raster(levels.length, 1, 1, bytes));
  }

  /** By hand from the formula in TensorFlow's documentation, on values in [0,1]. */
  @Test
  void standardisesAnImageByItsOwnValues() {
    assertThat(standardised(0, 255, 255, 0)).containsExactly(-1, 1, 1, -1);
    assertThat(standardised(102, 102, 102, 102)).containsOnly(0);
    // Mean 0.05 and deviation 0.0866, so that 1 / sqrt(4) divides.
    assertThat(standardised(0, 0, 0, 51)).containsExactly(-0.1f, -0.1f, -0.1f, 0.3f);
    Preprocessing colour = Preprocessing.named("standardised");
    float[] all = new Preprocessor(colour).normalise(new Raster(1, 1, 3, new byte[] {0, -1, -1}));
    // Channels together: mean 2/3, deviation sqrt(2)/3, which is below 1 / sqrt(3).
    double floor = Math.sqrt(3);
    assertThat(all[0]).isCloseTo((float) (-2 * floor / 3), within(1e-6f));
    assertThat(all[1]).isCloseTo((float) (floor / 3), within(1e-6f));
  }

  @Test
  void standardisingIsPartOfWhatIsSaid() {
    Preprocessing standardised = Preprocessing.named("standardised").withResize(40).withCrop(32);
    assertThat(standardised.standardised()).isTrue();
    assertThat(standardised.describe())
        .endsWith("centre crop 32, RGB in [0,1], each image standardised");
    assertThat(standardised.withNormalisation(List.of(0f), List.of(1f)).standardised()).isFalse();
    List<Float> one = List.of(1f);
    Optional<Resize> none = Optional.empty();
    assertThatThrownBy(() -> new Preprocessing("x", none, OptionalInt.empty(), 1, one, one, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no mean and std in common");
  }

  @Test
  void greyIsPillowsLuma() {
    assertThat(Formula.sha256(IMAGE.withChannels(1).levels()))
        .isEqualTo("284f99a1f8c1fb6e0686a3fd082f08a2a9342fc32bffae32b1b9d459090c48db");
  }

  @Test
  void greyBecomesThreeEqualChannels() {
    assertThat(new Raster(2, 1, 1, new byte[] {5, 9}).withChannels(3).levels())
        .containsExactly(5, 5, 5, 9, 9, 9);
  }

  @Test
  void longerSideIsCutOffNotRounded() {
    // int(256 * 500 / 375) = 341.33.. and int(256 * 375 / 333) = 288.28.. in torchvision.
    Resize resize = new Resize(256, Interpolation.BILINEAR);
    assertThat(resize.width(500, 375)).isEqualTo(341);
    assertThat(resize.height(500, 375)).isEqualTo(256);
    assertThat(resize.width(333, 375)).isEqualTo(256);
    assertThat(resize.height(333, 375)).isEqualTo(288);
  }

  @Test
  void describesAllThatMatters() {
    assertThat(Preprocessing.named("imagenet").describe())
        .isEqualTo(
            "resize shorter side to 256 (bilinear), centre crop 224, RGB in [0,1],"
                + " mean 0.485 0.456 0.406, std 0.229 0.224 0.225");
    assertThat(Preprocessing.named("mnist").describe())
        .isEqualTo("grey in [0,1], mean 0.1307, std 0.3081");
  }

  @Test
  void namesDescribeDifferentlyUnlessTheyAreSynonyms() {
    assertThat(Preprocessing.names()).contains("imagenet", "imagenet-224", "cifar10", "none");
    for (String name : Preprocessing.names()) {
      assertThat(Preprocessing.named(name).name()).isEqualTo(name);
    }
    assertThat(Preprocessing.named("cifar10-imagenet-stats").resize()).isEmpty();
    assertThat(Preprocessing.named("cifar10-imagenet-stats").mean())
        .isEqualTo(Preprocessing.named("imagenet").mean());
  }

  @Test
  void changesKeepTheRest() {
    Preprocessing changed =
        Preprocessing.named("imagenet")
            .withResize(288)
            .withCrop(256)
            .withNormalisation(List.of(0.5f), List.of(0.25f));

    assertThat(changed.describe())
        .isEqualTo(
            "resize shorter side to 288 (bilinear), centre crop 256, grey in [0,1],"
                + " mean 0.5, std 0.25");
    assertThat(changed.name()).isEqualTo("imagenet (changed)");
  }

  @Test
  void refusesWhatHasNoMeaning() {
    Preprocessing none = Preprocessing.named("none");
    assertThatThrownBy(() -> Preprocessing.named("imagnet"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("imagnet")
        .hasMessageContaining("imagenet-224");
    assertThatThrownBy(() -> Interpolation.named("cubic"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("bicubic");
    assertThatThrownBy(() -> none.withInterpolation(Interpolation.BICUBIC))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("--resize");
    assertThatThrownBy(() -> none.withCrop(0)).isInstanceOf(UnusableInputException.class);
    assertThatThrownBy(() -> none.withResize(1_000_000)).isInstanceOf(UnusableInputException.class);
    assertThatThrownBy(() -> none.withNormalisation(List.of(0f, 0f), List.of(1f, 1f)))
        .isInstanceOf(UnusableInputException.class);
    assertThatThrownBy(() -> none.withNormalisation(List.of(0f), List.of(1f, 1f)))
        .isInstanceOf(UnusableInputException.class);
    assertThatThrownBy(() -> none.withNormalisation(List.of(0f), List.of(0f)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> none.withNormalisation(List.of(Float.NaN), List.of(1f)))
        .isInstanceOf(UnusableInputException.class);
  }
}
