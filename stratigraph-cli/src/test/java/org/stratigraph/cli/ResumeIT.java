package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are ended from outside, and go on later. */
class ResumeIT {
  @TempDir private static Path shared;
  private static Path network;

  /** What a run gives that nobody ends. */
  private static JsonNode whole;

  @TempDir private Path folder;

  @BeforeAll
  static void wholeRun() throws Exception {
    network = SmallNetwork.in(shared);
    Launched.finish(shared, Launched.start(shared, Map.of(), command("whole.json"))).assertDone();
    whole = result(shared, "whole.json");
  }

  private static List<String> command(String json, String... more) {
    List<String> command = CliRun.onShapes("criticality", network, more);
    command.addAll(List.of("--images", "300", "--trials", "12", "--json", json));
    return Launched.command(command);
  }

  private CliRun run(String json, String... more) throws Exception {
    return Launched.finish(folder, Launched.start(folder, Map.of(), command(json, more)));
  }

  /** Starts a run and waits until it has measured something. */
  private Process underWay(String json, String... more) throws Exception {
    Process process = Launched.start(folder, Map.of(), command(json, more));
    Launched.untilUnderWay(folder, process);
    return process;
  }

  private static JsonNode result(Path folder, String json) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(json).toFile());
  }

  private void assertSameResult(String json) throws Exception {
    JsonNode found = result(folder, json);
    assertThat(found.get("measurements")).isEqualTo(whole.get("measurements"));
    assertThat(found.get("layers")).isEqualTo(whole.get("layers"));
  }

  @Test
  void interruptedWithControlCAndGoneOnWith() throws Exception {
    Process process = underWay("out.json", "--run", "run");
    Launched.signal(process.toHandle(), "INT");
    CliRun interrupted = Launched.finish(folder, process);
    assertThat(interrupted.status()).as(interrupted.err()).isEqualTo(130);
    assertThat(interrupted.err()).contains("kept in run", "same command");
    assertThat(folder.resolve("out.json")).doesNotExist();
    CliRun second = run("out.json", "--run", "run").assertDone();
    assertThat(second.err()).contains("Going on with run");
    assertSameResult("out.json");
  }

  @Test
  void killedAndGoneOnWith() throws Exception {
    Process process = underWay("out.json", "--run", "run");
    Launched.signal(process.toHandle(), "KILL");
    assertThat(Launched.finish(folder, process).status()).isEqualTo(137);
    run("out.json", "--run", "run").assertDone();
    assertSameResult("out.json");
  }

  @Test
  void endedBySigtermAndGoneOnWithWithoutARunDirectory() throws Exception {
    Process process = underWay("out.json");
    Launched.signal(process.toHandle(), "TERM");
    CliRun ended = Launched.finish(folder, process);
    assertThat(ended.status()).as(ended.err()).isEqualTo(143);
    assertThat(ended.err()).contains("kept in .stratigraph", "same command");
    CliRun second = run("out.json").assertDone();
    assertThat(second.err()).contains("Going on with .stratigraph");
    assertThat(folder.resolve(".stratigraph")).doesNotExist();
    assertSameResult("out.json");
  }

  @Test
  void hungUpWithItsTerminalAndGoneOnWith() throws Exception {
    assumeFalse(ignoresHangUp(), "this process was started with SIGHUP ignored, and so are others");
    Process process = underWay("out.json", "--run", "run");
    Launched.signal(process.toHandle(), "HUP");
    CliRun ended = Launched.finish(folder, process);
    assertThat(ended.status()).as(ended.err()).isEqualTo(129);
    assertThat(ended.err()).contains("kept in run", "same command");
    run("out.json", "--run", "run").assertDone();
    assertSameResult("out.json");
  }

  /** Whether this process ignores SIGHUP, which those that it starts inherit. */
  private static boolean ignoresHangUp() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> Long.parseUnsignedLong(line.split("\\s+")[1], 16) % 2 == 1);
  }

  @Test
  void underNohupAClosedTerminalStopsNothing() throws Exception {
    List<String> command = new ArrayList<>(List.of("nohup"));
    command.addAll(command("out.json", "--run", "run"));
    Process process = Launched.start(folder, Map.of(), command);
    Launched.untilUnderWay(folder, process);
    Launched.signal(process.toHandle(), "HUP");
    Launched.finish(folder, process).assertDone();
    assertThat(folder.resolve("out.json")).exists();
  }

  /**
   * Two signals that arrive together: while the process is stopped they only wait, each kind once,
   * so they are of two kinds.
   */
  @Test
  void aSecondSignalStopsAtOnceAndLosesThePieceInHandOnly() throws Exception {
    Process process = underWay("out.json", "--run", "run", "--no-isolate");
    for (String name : List.of("STOP", "INT", "TERM", "CONT")) {
      Launched.signal(process.toHandle(), name);
    }
    CliRun ended = Launched.finish(folder, process);
    assertThat(ended.status()).as(ended.err()).isIn(130, 143);
    assertThat(ended.err()).contains("once more to stop at once").doesNotContain("kept in");
    CliRun second = run("out.json", "--run", "run").assertDone();
    assertThat(second.err()).contains("Going on with run");
    assertSameResult("out.json");
  }

  @Test
  void aSecondRunIsKeptOutOfTheDirectory() throws Exception {
    Process process = underWay("out.json", "--run", "run");
    try {
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
      List<String> second = command("second.json", "--run", folder.resolve("run").toString());
      CliRun refused = Launched.finish(elsewhere, Launched.start(elsewhere, Map.of(), second));
      refused.assertUnusable("in use");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
