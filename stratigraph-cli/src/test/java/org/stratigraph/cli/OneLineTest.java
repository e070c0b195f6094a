package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void linesAreJoined() {
    assertThat(OneLine.of("  first\n\n   second\r\nthird ")).isEqualTo("first second third");
  }

  @Test
  void nothingReachesTheTerminalThatItWouldObey() {
    // An escape sequence, a bell, NUL, a right-to-left override, a C1 control, a line separator.
    assertThat(OneLine.of("a\u001b[2Jb\u0007c\u0000d\u202ee\u009bf\u2028g"))
        .isEqualTo("a?[2Jb?c?d?e?f?g");
  }

  @Test
  void lettersOfAllLanguagesStay() {
    assertThat(OneLine.of("Schichten/層/слой \uD83E\uDEA8"))
        .isEqualTo("Schichten/層/слой \uD83E\uDEA8");
  }
}
