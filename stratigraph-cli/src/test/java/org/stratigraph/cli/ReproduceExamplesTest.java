package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/reproduce.md, as they stand. */
class ReproduceExamplesTest {
  @TempDir private Path folder;

  @Test
  void everyCommandOfThePageRuns() throws IOException {
    List<String> commands = PageCommands.of("reproduce.md");
    assertThat(commands).hasSize(4);
    Files.move(SmallNetwork.in(folder), folder.resolve("net.onnx"));
    Files.createDirectories(folder.resolve("runs"));
    Files.createDirectories(folder.resolve("elsewhere"));
    ShapeFolder.make(folder.resolve("images"), 60);
    for (String command : commands) {
      if (command.contains("elsewhere")) {
        Files.move(folder.resolve("net.onnx"), folder.resolve("elsewhere/net.onnx"));
        Files.move(folder.resolve("images"), folder.resolve("elsewhere/images"));
      }
      CliRun run = PageCommands.run(command, this::placed).assertDone();
      if (command.contains("reproduce")) {
        assertThat(run.out())
            .contains("The same: all 22 layers and the untouched network, to the last bit.");
      }
      if (command.contains("elsewhere")) {
        Files.move(folder.resolve("elsewhere/net.onnx"), folder.resolve("net.onnx"));
        Files.move(folder.resolve("elsewhere/images"), folder.resolve("images"));
      }
    }
    assertThat(folder.resolve("differences.json")).isNotEmptyFile();
  }

  private String placed(String word) {
    return word.matches("[a-z]+/.*|[a-z]+\\.(onnx|json)") ? folder.resolve(word).toString() : word;
  }
}
