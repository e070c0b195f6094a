package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of docs/install.md and docs/gpu.md are such as the program takes. */
class InstallExamplesTest {
  private static final Path DOCS = Path.of(System.getProperty("user.dir")).resolveSibling("docs");

  /** What is written before the command itself: where the launcher lies, or the container. */
  private static final String PROGRAM = "^(\\S*/)?stratigraph |^docker run .* stratigraph:\\S+ ";

  @ParameterizedTest
  @ValueSource(strings = {"install.md", "gpu.md"})
  void commandsParse(String page) throws IOException {
    List<String> commands =
        Files.readAllLines(DOCS.resolve(page)).stream()
            .filter(line -> line.startsWith("    "))
            .map(String::strip)
            .filter(line -> line.matches("(" + PROGRAM + ").*"))
            .map(line -> line.replaceFirst(PROGRAM, ""))
            .toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      assertThatCode(() -> Main.parse(List.of(command.split(" +"))))
          .as(command)
          .doesNotThrowAnyException();
    }
  }
}
