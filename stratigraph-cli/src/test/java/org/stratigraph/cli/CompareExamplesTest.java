package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/compare.md that are about the published measurements, as they stand. */
@Tag("shared")
class CompareExamplesTest {
  @TempDir private Path folder;

  @Test
  void everyCommandOfThePageRuns() throws IOException {
    List<String> commands =
        PageCommands.of("compare.md").stream()
            .filter(command -> command.contains("runs/paper"))
            .toList();
    assertThat(commands).hasSize(5);
    Files.createDirectory(folder.resolve("runs"));
    for (String command : commands) {
      PageCommands.run(command, this::placed).assertDone();
    }
    assertThat(folder.resolve("layers.parquet")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("layers.csv"))).hasSize(1 + 50 * 54);
    assertThat(Files.readAllLines(folder.resolve("trials.csv"))).hasSize(1 + 50 * 54 * 3);
    assertThat(Files.readString(folder.resolve("table.tex")))
        .contains("PGD Adversarial Training (L2, $\\epsilon$=0.01)");
  }

  /** Files of the page, where this test has them. */
  private String placed(String word) {
    if (word.startsWith("../shared/")) {
      return Shared.path(word.substring("../shared/".length())).toString();
    }
    return word.contains("runs/") || word.matches("[a-z]+\\.(json|csv|parquet|tex)")
        ? folder.resolve(word).toString()
        : word;
  }
}
