package org.stratigraph.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "999,999",
    "1000,1.00_k",
    "9994,9.99_k",
    "9996,10.0_k",
    "99940,99.9_k",
    "99960,100_k",
    "999400,999_k",
    "999600,1.00_M",
    "25557032,25.6_M",
    "4089284608,4.09_G"
  })
  void countsAreShort(double count, String expected) {
    assertThat(Numbers.brief(Measure.Unit.COUNT, OptionalDouble.of(count)))
        .isEqualTo(expected.replace('_', '\u202f'));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.5,0.5",
    "0.12345,0.123",
    "2.302585,2.3",
    "1234.5,1230",
    "0.00012,0.00012",
    "1.5e-9,1.50e-09"
  })
  void numbersHaveThreeDigits(double number, String expected) {
    assertThat(Numbers.brief(Measure.Unit.NUMBER, OptionalDouble.of(number))).isEqualTo(expected);
  }

  @Test
  void whatIsNotKnownIsADash() {
    assertThat(Numbers.brief(Measure.Unit.FRACTION, OptionalDouble.empty())).isEqualTo("\u2013");
    assertThat(Numbers.full(Measure.Unit.COUNT, OptionalDouble.empty())).isEqualTo("\u2013");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1.25,1.3", "-0.04,0", "-1.26,-1.3", "100.999,101"})
  void coordinatesHaveOneDecimal(double coordinate, String expected) {
    assertThat(Numbers.at(coordinate)).isEqualTo(expected);
  }
}
