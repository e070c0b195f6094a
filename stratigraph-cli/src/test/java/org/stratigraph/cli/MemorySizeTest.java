package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({
    "2g, 2147483648",
    "2G, 2147483648",
    "2GB, 2147483648",
    "2GiB, 2147483648",
    "1.5g, 1610612736",
    "512m, 536870912",
    "800000k, 819200000",
    "4096, 4096",
    "1t, 1099511627776",
  })
  void readsNumberAndUnit(String text, long bytes) {
    assertThat(MemorySize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "-1g", "0", "2x", "2 gigs", "1e9", "99999999t", "1,5g", "NaN"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> MemorySize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("like 2g or 512m");
  }

  @Test
  void unitsDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      // Turkish lower-cases I to a dotless letter, German writes 1,5.
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(MemorySize.parse("2GIB").bytes()).isEqualTo(1L << 31);
      assertThat(MemorySize.parse("1.5g")).hasToString("1.5 GB");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 512 bytes", "1024, 1.0 kB", "2147483648, 2.0 GB", "64424509440, 60 GB"})
  void isReadableForPeople(long bytes, String text) {
    assertThat(new MemorySize(bytes)).hasToString(text);
  }
}
