package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void helpTeaches() {
    CliRun run = CliRun.of("--help");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("stratigraph demo", "Exit status:", "130");
  }

  @Test
  void versionNamesTheJava() {
    CliRun run = CliRun.of("--version");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Stratigraph", "Java " + System.getProperty("java.version"));
  }

  @Test
  void noCommandIsWrongUsage() {
    CliRun.of().assertUnusable("No command given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-such-option", "nosuchcommand"})
  void unknownWordsAreWrongUsage(String word) {
    CliRun.of(word).assertUnusable(word, "--help");
  }
}
