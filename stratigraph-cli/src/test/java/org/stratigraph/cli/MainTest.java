package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
  void versionNamesTheEnginesAndTheBuild() {
    assertThat(CliRun.of("--version").assertDone().out())
        .containsPattern("ONNX Runtime \\d+\\.\\d+\\.\\d+\\R")
        .containsPattern("PyTorch \\d+\\.\\d+\\.\\d+, DJL \\d+\\.\\d+\\.\\d+\\R")
        .containsPattern("DuckDB \\d+(\\.\\d+){3}\\R")
        .containsPattern("Build (linux|osx|win)-\\w+")
        .doesNotContain("${");
  }

  @Test
  void completionKnowsEveryCommandAndIsBash() throws Exception {
    String script = CliRun.of("generate-completion").assertDone().out();
    assertThat(script).contains("criticality", "weight-change", "--max-drop", "--device");
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (OutputStream in = bash.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
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
