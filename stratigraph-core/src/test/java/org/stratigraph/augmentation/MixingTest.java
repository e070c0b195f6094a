package org.stratigraph.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.augmentation.Mixing.Box;
import org.stratigraph.data.Raster;
import org.stratigraph.tensor.Shape;

class MixingTest {
  private static final Mixing MIXING = new Mixing(3, Shape.of(2, 2, 3), 3);

  private static FloatBuffer images() {
    float[] values = new float[36];
    for (int i = 0; i < 36; i++) {
      values[i] = 100 * (i / 12) + i % 12;
    }
    return FloatBuffer.wrap(values);
  }

  private static FloatBuffer oneHot() {
    return FloatBuffer.wrap(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  /** {@code x * 0.75 + roll(x, 1) * 0.25}, by hand: rows begin with 0, 100 and 200. */
  @Test
  void mixupTakesTheRowBefore() {
    FloatBuffer images = images();
    FloatBuffer targets = oneHot();

    MIXING.mixup(0.75, images, targets);

    assertThat(images.get(0)).isEqualTo(50);
    assertThat(images.get(12)).isEqualTo(75);
    assertThat(images.get(24)).isEqualTo(175);
    assertThat(images.get(35)).isEqualTo(186);
    assertThat(targets.array()).containsExactly(.75f, 0, .25f, .25f, .75f, 0, 0, .25f, .75f);
  }

  /** A box of two of the six pixels, in both channels. */
  @Test
  void cutmixTakesABoxFromTheRowBefore() {
    FloatBuffer images = images();
    FloatBuffer targets = oneHot();

    MIXING.cutmix(new Box(1, 1, 3, 2), images, targets);

    float[] first = new float[12];
    images.get(0, first);
    assertThat(first).containsExactly(0, 1, 2, 3, 204, 205, 6, 7, 8, 9, 210, 211);
    float[] second = new float[12];
    images.get(12, second);
    assertThat(second).containsExactly(100, 101, 102, 103, 4, 5, 106, 107, 108, 109, 10, 11);
    float own = (float) (1 - 2 / 6.0);
    float other = (float) (1 - (1 - 2 / 6.0));
    assertThat(targets.array()).containsExactly(own, 0, other, other, own, 0, 0, other, own);
  }

  /** torchvision's reference: half sides {@code int(0.5 sqrt(1 - lambda) * side)}, clamped. */
  @ParameterizedTest
  @CsvSource({
    "16, 16, 0.25, 8, 8, 24, 24",
    "0, 31, 0.25, 0, 23, 8, 32",
    "16, 16, 1, 0, 0, 32, 32",
    "5, 6, 0, 5, 6, 5, 6",
    "10, 20, 0.5, 0, 9, 21, 31",
  })
  void boxes(int x, int y, double share, int left, int top, int right, int bottom) {
    assertThat(Box.around(x, y, share, 32, 32)).isEqualTo(new Box(left, top, right, bottom));
  }

  /** The sum 0.5 x + 0.25 a + 0.125 b + 0.125 c, cut off; exact in binary. */
  @Test
  void augMixIsAWeightedSum() {
    List<Raster> chains = List.of(grey(255, 7), grey(0, 8), grey(255, 9));
    Raster mixed = AugMix.mixed(grey(255, 100), 0.5f, chains, new float[] {0.25f, 0.125f, 0.125f});
    // 127.5 + 63.75 + 0 + 31.875 = 223.125; 50 + 1.75 + 1 + 1.125 = 53.875
    assertThat(mixed.levels()).containsExactly((byte) 223, (byte) 53);
  }

  private static Raster grey(int... levels) {
    return new Raster(levels.length, 1, 1, new byte[] {(byte) levels[0], (byte) levels[1]});
  }
}
