package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearScaleTest {
  @ParameterizedTest
  @CsvSource({"0, 20", "0.5, 60", "1, 100", "-3, 20", "7, 100"})
  void placeOnAnAxis(double fraction, double coordinate) {
    assertThat(new LinearScale(20, 100).at(fraction)).isEqualTo(coordinate);
  }
}
