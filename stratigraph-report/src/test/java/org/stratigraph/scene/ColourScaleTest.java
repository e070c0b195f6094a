package org.stratigraph.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourScaleTest {
  /** matplotlib 3.11, colormaps["magma"](round(255 - 223 * fraction)). */
  @ParameterizedTest
  @CsvSource({
    "0.1, 254, 213, 151",
    "0.25, 253, 150, 104",
    "0.4, 237, 90, 95",
    "0.5, 208, 65, 111",
    "0.65, 153, 45, 128",
    "0.8, 101, 26, 128",
    "0.95, 45, 17, 97"
  })
  void followsMagma(double fraction, int red, int green, int blue) {
    int rgb = ColourScale.SEQUENTIAL.at(fraction).rgb();
    assertThat(rgb >> 16).isCloseTo(red, within(8));
    assertThat(rgb >> 8 & 255).isCloseTo(green, within(8));
    assertThat(rgb & 255).isCloseTo(blue, within(8));
  }

  @Test
  void darkensAllTheWaySoThatItReadsInBlackAndWhite() {
    double before = Double.MAX_VALUE;
    for (int i = 0; i <= 100; i++) {
      int rgb = ColourScale.SEQUENTIAL.at(i / 100.0).rgb();
      double luminance = new Colour(rgb).luminance();
      assertThat(luminance).isLessThan(before);
      before = luminance;
    }
  }

  @Test
  void textOnACellHasTheContrastThatWcagAsksFor() {
    for (int i = 0; i <= 100; i++) {
      double fraction = i / 100.0;
      int rgb = ColourScale.SEQUENTIAL.at(fraction).rgb();
      double luminance = new Colour(rgb).luminance();
      double contrast =
          ColourScale.SEQUENTIAL.at(fraction).isDark()
              ? 1.05 / (luminance + 0.05)
              : (luminance + 0.05) / 0.05;
      assertThat(contrast).isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void endsAtItsEnds() {
    assertThat(ColourScale.SEQUENTIAL.at(-1))
        .isEqualTo(ColourScale.SEQUENTIAL.at(0))
        .isEqualTo(new Colour(0xfcfdbf));
    assertThat(ColourScale.SEQUENTIAL.at(2))
        .isEqualTo(ColourScale.SEQUENTIAL.at(1))
        .isEqualTo(new Colour(0x1d1147));
    assertThatThrownBy(() -> ColourScale.SEQUENTIAL.at(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Straight from the definition: sRGB of the ends and the middle of two arms in OKLab. */
  @Test
  void theArmsOfTheDivergingScaleAreAsStrong() {
    for (int i = 0; i <= 50; i++) {
      double[] low = oklab(ColourScale.DIVERGING.at(0.5 - i / 100.0));
      double[] high = oklab(ColourScale.DIVERGING.at(0.5 + i / 100.0));
      assertThat(low[0]).isCloseTo(high[0], within(0.01));
      assertThat(Math.hypot(low[1], low[2])).isCloseTo(Math.hypot(high[1], high[2]), within(0.01));
    }
  }

  @Test
  void equalStepsOfTheDivergingScaleLookEquallyLarge() {
    double smallest = Double.MAX_VALUE;
    double largest = 0;
    for (int i = 0; i < 16; i++) {
      double[] a = oklab(ColourScale.DIVERGING.at(i / 16.0));
      double[] b = oklab(ColourScale.DIVERGING.at((i + 1) / 16.0));
      double step = Math.hypot(a[0] - b[0], Math.hypot(a[1] - b[1], a[2] - b[2]));
      smallest = Math.min(smallest, step);
      largest = Math.max(largest, step);
    }
    assertThat(largest / smallest).isLessThan(1.25);
  }

  /** Machado, Oliveira and Fernandes 2009, severity 1.0; matrices as published, on linear sRGB. */
  @ParameterizedTest
  @CsvSource({
    "0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998",
    "0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881",
    "1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900"
  })
  void theArmsOfTheDivergingScaleStayApartForEveryKindOfColourVision(
      double a, double b, double c, double d, double e, double f, double g, double h, double i) {
    double[] low = seen(ColourScale.DIVERGING.at(0.15), a, b, c, d, e, f, g, h, i);
    double[] high = seen(ColourScale.DIVERGING.at(0.85), a, b, c, d, e, f, g, h, i);
    assertThat(Math.hypot(low[1] - high[1], low[2] - high[2])).isGreaterThan(0.1);
  }

  private static double[] seen(Colour colour, double... m) {
    double[] rgb = linear(colour);
    double[] seen = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        seen[row] += m[3 * row + column] * rgb[column];
      }
      seen[row] = Math.max(0, seen[row]);
    }
    return oklab(seen);
  }

  private static double[] linear(Colour colour) {
    double[] linear = {colour.red() / 255.0, colour.green() / 255.0, colour.blue() / 255.0};
    for (int i = 0; i < 3; i++) {
      linear[i] =
          linear[i] <= 0.04045 ? linear[i] / 12.92 : Math.pow((linear[i] + 0.055) / 1.055, 2.4);
    }
    return linear;
  }

  private static double[] oklab(Colour colour) {
    return oklab(linear(colour));
  }

  /** Ottosson 2020, from linear sRGB. */
  private static double[] oklab(double[] rgb) {
    double l = Math.cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
    double m = Math.cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
    double s = Math.cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }
}
