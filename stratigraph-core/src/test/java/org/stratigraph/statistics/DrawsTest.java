package org.stratigraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final int MANY = 200_000;

  @Test
  void thePurposeFixesEveryNumber() {
    assertThat(Draws.of(1, "conv1", "weight", 0).nextLong())
        .isEqualTo(Draws.of(1, "conv1", "weight", 0).nextLong())
        .isNotEqualTo(Draws.of(2, "conv1", "weight", 0).nextLong())
        .isNotEqualTo(Draws.of(1, "conv2", "weight", 0).nextLong())
        .isNotEqualTo(Draws.of(1, "conv1", "bias", 0).nextLong())
        .isNotEqualTo(Draws.of(1, "conv1", "weight", 1).nextLong())
        .isNotEqualTo(Draws.of(1, "conv1w", "eight", 0).nextLong());
  }

  /** Words are told apart, and the form with a trial is one of words. */
  @Test
  void wordsArePurposesToo() {
    assertThat(Draws.of(1, "conv1", "weight", "0").nextLong())
        .isEqualTo(Draws.of(1, "conv1", "weight", 0).nextLong());
    assertThat(Draws.of(1, "ab").nextLong()).isNotEqualTo(Draws.of(1, "a", "b").nextLong());
    assertThat(Draws.of(1).nextLong()).isNotEqualTo(Draws.of(1, "").nextLong());
  }

  /**
   * First numbers of split streams are uniform: sixteen classes within five standard errors of a
   * chi-square with 15 degrees of freedom (mean 15, variance 30); neighbours are uncorrelated.
   */
  @Test
  void splitStreamsAreIndependent() {
    Draws parent = Draws.of(9, "split");
    int[] counts = new int[16];
    double products = 0;
    double before = 0;
    for (int i = 0; i < MANY; i++) {
      double first = parent.split(i).nextDouble();
      counts[(int) (first * 16)]++;
      products += (first - 0.5) * before;
      before = first - 0.5;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += Math.pow(count - MANY / 16.0, 2) / (MANY / 16.0);
    }
    assertThat(chiSquare).isBetween(0.0, 15 + 5 * Math.sqrt(30));
    assertThat(products / MANY).isCloseTo(0, within(5 / 12.0 / Math.sqrt(MANY)));
  }

  @Test
  void splittingDrawsNothing() {
    Draws draws = Draws.of(4, "x");
    long split = draws.split(3).nextLong();
    assertThat(draws.split(4).nextLong()).isNotEqualTo(split);
    assertThat(draws.split(3).nextLong()).isEqualTo(split);
    assertThat(draws.nextLong()).isEqualTo(Draws.of(4, "x").nextLong());
  }

  /** The JDK's SplittableRandom is SplitMix64 too, so its stream from the same state is ours. */
  @Test
  void theStreamIsSplitMix64() {
    Draws draws = Draws.of(5, "layer", "role", 7);
    SplittableRandom reference = new SplittableRandom(draws.state());
    for (int i = 0; i < 100; i++) {
      assertThat(draws.nextLong()).isEqualTo(reference.nextLong());
    }
  }

  /** Mean 0, variance 1, kurtosis 3 within five standard errors; 95 % within 1.96. */
  @Test
  void normalNumbersAreNormal() {
    Draws draws = Draws.of(3, "a", "b", 0);
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    int within = 0;
    for (int i = 0; i < MANY; i++) {
      double x = draws.nextGaussian();
      sum += x;
      squares += x * x;
      fourths += x * x * x * x;
      within += Math.abs(x) < 1.959963985 ? 1 : 0;
    }
    assertThat(sum / MANY).isCloseTo(0, within(5 / Math.sqrt(MANY)));
    assertThat(squares / MANY).isCloseTo(1, within(5 * Math.sqrt(2.0 / MANY)));
    assertThat(fourths / MANY).isCloseTo(3, within(5 * Math.sqrt(96.0 / MANY)));
    assertThat((double) within / MANY).isCloseTo(0.95, within(5 * Math.sqrt(.05 * .95 / MANY)));
  }

  @Test
  void boundedIntegersAreUniform() {
    Draws draws = Draws.of(3, "a", "b", 1);
    int[] counts = new int[7];
    for (int i = 0; i < MANY; i++) {
      counts[draws.nextInt(7)]++;
    }
    double expected = MANY / 7.0;
    for (int count : counts) {
      assertThat((double) count).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
    assertThatThrownBy(() -> draws.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
