package org.stratigraph.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 100",
    "0.5, 50.0",
    "0.0004, 0.0",
    "0.9996, 100.0",
    "-0.25, \u221225.0",
    "-0.0001, 0.0",
    "NaN, \u2013",
    "Infinity, \u2013",
    "1.37, 137.0"
  })
  void percent(double fraction, String text) {
    assertThat(NumberText.percent(fraction)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "25557032, 25\u202f557\u202f032", "-1234, -1\u202f234"})
  void count(long count, String text) {
    assertThat(NumberText.count(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1 layer", "54, 54 layers", "0, 0 layers"})
  void countOfThings(long count, String text) {
    assertThat(NumberText.count(count, "layer")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "12, 12",
    "12.5, 12.5",
    "0.05, 0.05",
    "-3.256, -3.26",
    "-0.001, 0",
    "9.999, 10"
  })
  void coordinate(double value, String text) {
    assertThat(NumberText.at(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void onlyFiniteNumbersAreCoordinates(double value) {
    assertThatThrownBy(() -> NumberText.at(value)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The JDK's own formatter is the reference; a dash stands for its minus and its minus zero. */
  @Test
  void decimalsAreThoseOfTheFormatter() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8) - 4);
      // Halves too, where rounding shows.
      double halved = Math.rint(value * 200) / 200;
      for (double number : new double[] {value, halved}) {
        int decimals = i % 4;
        String expected = String.format(Locale.ROOT, "%." + decimals + "f", number);
        String zero = expected.replaceAll("[-0.]", "").isEmpty() ? expected.replace("-", "") : "";
        assertThat(NumberText.decimal(number, decimals))
            .isEqualTo(zero.isEmpty() ? expected.replace('-', '\u2212') : zero);
      }
    }
  }
}
