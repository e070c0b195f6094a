package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "420, 0.4 s",
    "9949, 9.9 s",
    "9960, 10 s",
    "59400, 59 s",
    "59600, 1 min",
    "200000, 3 min 20 s",
    "3599700, 1 h",
    "7500000, 2 h 5 min",
    "86400000, 1 d",
    "273600000, 3 d 4 h",
  })
  void atMostTwoUnits(long millis, String text) {
    assertThat(TimeText.of(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
