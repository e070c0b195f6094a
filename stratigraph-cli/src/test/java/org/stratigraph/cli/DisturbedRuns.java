package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small criticality run for tests to disturb, and what it finds when nobody does. Whatever
 * happens, the same command then goes on to the same table.
 */
abstract class DisturbedRuns {
  @TempDir static Path folder;

  static Path network;
  static JsonNode whole;

  @BeforeAll
  static void undisturbed() throws IOException {
    network = SmallNetwork.in(folder.resolve("network"));
    Path json = folder.resolve("whole.json");
    CliRun.of(command(folder.resolve("whole"), "--json", json.toString()).toArray(String[]::new))
        .assertDone();
    whole = new ObjectMapper().readTree(json.toFile());
    assertThat(whole.get("measurements")).hasSize(14);
  }

  static List<String> command(Path run, String... more) {
    List<String> command = new ArrayList<>(List.of("criticality", network.toString()));
    command.addAll(List.of("--data", "builtin:shapes", "--preprocess", "shapes"));
    command.addAll(List.of("--images", "40", "--layers", "layer3.*", "--threads", "1"));
    command.addAll(List.of("--run", run.toString()));
    List<String> last = List.of(more);
    if (!last.contains("--trials")) {
      command.addAll(List.of("--trials", "2"));
    }
    command.addAll(last);
    return command;
  }

  static CliRun run(Path run, String... more) {
    return CliRun.of(command(run, more).toArray(String[]::new));
  }

  /** Half of the run is done: one trial of two. */
  static Path half(String name) {
    Path run = folder.resolve(name);
    run(run, "--trials", "1").assertDone();
    return run;
  }

  static CliRun assertGoesOnToTheSame(Path run, String fault) throws IOException {
    Path json = folder.resolve("after.json");
    CliRun second = run(run, "--json", json.toString()).assertDone();
    assertSame(json, fault);
    return second;
  }

  static void assertSame(Path json, String fault) throws IOException {
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    for (String part : List.of("layers", "measurements", "original", "skipped")) {
      assertThat(result.get(part)).as(fault).isEqualTo(whole.get(part));
    }
  }

  static String lastLine(String text) {
    return text.lines().reduce("", (first, second) -> second);
  }
}
