package org.stratigraph.report;

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
    int rgb = Integer.parseInt(ColourScale.of(fraction).substring(1), 16);
    assertThat(rgb >> 16).isCloseTo(red, within(8));
    assertThat(rgb >> 8 & 255).isCloseTo(green, within(8));
    assertThat(rgb & 255).isCloseTo(blue, within(8));
  }

  @Test
  void darkensAllTheWaySoThatItReadsInBlackAndWhite() {
    double before = Double.MAX_VALUE;
    for (int i = 0; i <= 100; i++) {
      int rgb = Integer.parseInt(ColourScale.of(i / 100.0).substring(1), 16);
      double luminance = ColourScale.luminance(rgb);
      assertThat(luminance).isLessThan(before);
      before = luminance;
    }
  }

  @Test
  void textOnACellHasTheContrastThatWcagAsksFor() {
    for (int i = 0; i <= 100; i++) {
      double fraction = i / 100.0;
      int rgb = Integer.parseInt(ColourScale.of(fraction).substring(1), 16);
      double luminance = ColourScale.luminance(rgb);
      double contrast =
          ColourScale.isDark(fraction) ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
      assertThat(contrast).isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void endsAtItsEnds() {
    assertThat(ColourScale.of(-1)).isEqualTo(ColourScale.of(0)).isEqualTo("#fcfdbf");
    assertThat(ColourScale.of(2)).isEqualTo(ColourScale.of(1)).isEqualTo("#1d1147");
    assertThatThrownBy(() -> ColourScale.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
