package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of the program within the test's process. */
record CliRun(int status, String out, String err) {
  static CliRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    return new CliRun(status, out.toString(), err.toString());
  }

  static CliRun of(List<String> arguments) {
    return of(arguments.toArray(String[]::new));
  }

  /** The words of a command that evaluates a network on the drawn shapes. */
  static List<String> onShapes(String command, Path network, String... more) {
    List<String> words = new ArrayList<>(List.of(command, network.toString()));
    words.addAll(List.of("--data", "builtin:shapes", "--preprocess", "shapes"));
    words.addAll(List.of(more));
    return words;
  }

  /** Asserts that the run ended with 0, and gives it on. */
  CliRun assertDone() {
    assertThat(status).as(err).isZero();
    return this;
  }

  /** Asserts exit 2, and that the last line on standard error holds each of the texts. */
  void assertRefused(String... texts) {
    assertThat(status).as(out + err).isEqualTo(2);
    assertThat(err.lines().reduce("", (first, second) -> second))
        .startsWith("stratigraph: ")
        .contains(texts);
  }

  /** Asserts exit 2 and exactly one line on standard error, holding each of the texts. */
  void assertUnusable(String... texts) {
    assertThat(status).as(out + err).isEqualTo(2);
    assertThat(err.lines()).hasSize(1);
    assertThat(err)
        .startsWith("stratigraph: ")
        .contains(texts)
        .doesNotContain("\tat ", "Exception");
  }
}
