package org.stratigraph.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class PrecisionTest {
  /** Every non-negative finite float16 value, in rising order, with 2^16 as the one after. */
  private static float[] float16Values() {
    ByteBuffer bits = ByteBuffer.allocate(2 * 0x7c00).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 0x7c00; i++) {
      bits.putShort(2 * i, (short) i);
    }
    float[] values = Tensor.wrap(ElementType.FLOAT16, Shape.of(0x7c00), bits).toFloats();
    float[] all = java.util.Arrays.copyOf(values, 0x7c01);
    all[0x7c00] = 65536f;
    return all;
  }

  @Test
  void roundsToTheNearestFloat16AndToEvenBetweenTwo() {
    float[] values = float16Values();
    Random random = new Random(0);
    for (int i = 0; i < values.length - 1; i++) {
      float low = values[i];
      float high = values[i + 1];
      float top = high == 65536f ? Float.POSITIVE_INFINITY : high;
      float middle = (low + high) / 2;
      assertThat(Precision.toFloat16(low)).isEqualTo(low);
      assertThat(Precision.toFloat16(-low)).isEqualTo(-low);
      assertThat(Precision.toFloat16(middle)).as("%s", middle).isEqualTo(i % 2 == 0 ? low : top);
      assertThat(Precision.toFloat16(Math.nextDown(middle))).isEqualTo(low);
      assertThat(Precision.toFloat16(-Math.nextUp(middle))).isEqualTo(-top);
      float between = low + random.nextFloat() * (high - low);
      assertThat(Precision.toFloat16(between))
          .isIn(between <= middle ? low : top, between >= middle ? top : low);
    }
    assertThat(Precision.toFloat16(Float.NaN)).isNaN();
    assertThat(Precision.toFloat16(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  /** Bits printed by NumPy 1.24 for {@code w - a * lr * (1 / batch)} with scalars of each type. */
  @Test
  void everyOperationIsRoundedFromTheLeft() {
    // Any other order, or rounding once at the end, gives 0x3d90666f.
    assertThat(
            Rounding.of(Precision.FLOAT32, 0.1, 0.03, 48)
                .codes(Tensor.of(Shape.of(1), 47.18740463256836f)))
        .containsExactly(0x3d90666e);
    Tensor activation = Tensor.of(Shape.of(1), 0.7f);
    assertThat(Rounding.of(Precision.FLOAT16, 1.3, 0.5, 3).codes(activation))
        .containsExactly(Float.floatToIntBits(1.18359375f));
    assertThat(Rounding.of(Precision.FLOAT64, 1.3, 1e-3, 48).codes(activation))
        .containsExactly(0x3ff4ccbd, 0x821dc806);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNames() {
    assertThat(Precision.named("float16")).isEqualTo(Precision.FLOAT16);
    assertThatThrownBy(() -> Precision.named("double"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("float16, float32, float64");
  }
}
