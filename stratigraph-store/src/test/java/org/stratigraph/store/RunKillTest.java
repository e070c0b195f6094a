package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;

/** Runs in another process that are killed, in use, or out of disk. */
@Timeout(120)
class RunKillTest {
  /** Large cells, so that the write-ahead log is folded into the database after 200 of them. */
  private static final int IMAGES = 20_000;

  private static final int CELLS = 300;

  @TempDir Path folder;

  @Test
  void keepsWhatWasStoredThroughKillsAtRandomMoments() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path path = folder.resolve("run");
    int last = -1;
    for (int kill = 0; kill < 5; kill++) {
      Process child = start(path, "hang");
      BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
      if (kill < 2) {
        // These hit the creation of the database, or what happens on opening it.
        child.waitFor(200 + random.nextInt(800), TimeUnit.MILLISECONDS);
      } else {
        last = Math.max(last, lastStored(out, last + 1 + random.nextInt((CELLS - last) / 2)));
      }
      kill(child);
      last = Math.max(last, lastStored(out, CELLS));
      child.waitFor();
      try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
        assertThat(run.recorded()).as("seed %d, kill %d", seed, kill).isBetween(last + 1, last + 2);
        last = run.recorded() - 1;
        RunWriter.check(run, last + 1, IMAGES);
      }
    }
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      for (int cell = last + 1; cell < CELLS; cell++) {
        run.record(RunWriter.cell(cell, IMAGES));
      }
    }
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      assertThat(run.recorded()).isEqualTo(CELLS);
      RunWriter.check(run, CELLS, IMAGES);
    }
  }

  @Test
  void hasOneLiveWriterAndNoStaleLock() throws Exception {
    Path path = folder.resolve("run");
    Process child = start(path, "hang");
    BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
    lastStored(out, 0);
    assertThatThrownBy(() -> RunDirectory.open(path, RunWriter.IDENTITY))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("is in use by another run (pid " + child.pid() + " on ");
    for (Runnable reading :
        List.<Runnable>of(() -> RunDirectory.peek(path), () -> RunDirectory.readResult(path))) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("is in use by another run (pid " + child.pid());
    }
    kill(child);
    child.waitFor();
    RunDirectory.open(path, RunWriter.IDENTITY).close();
  }

  @Test
  void keepsWhatWasStoredWhenTheDiskIsFull() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "this system has no bash");
    Path path = folder.resolve("run");
    List<String> command =
        RunWriter.command(folder.resolve("tmp"), path, CELLS, IMAGES * 10, "end");
    // No file above 64 MB, in units of 1024 bytes; DuckDB's library needs 61.
    String limited = "ulimit -f 65536; exec \"$@\"";
    List<String> whole = new ArrayList<>(List.of("/bin/bash", "-c", limited, "bash"));
    whole.addAll(command);
    Process child = new ProcessBuilder(whole).redirectErrorStream(true).start();
    List<String> lines = child.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(child.waitFor()).as(() -> String.join("\n", lines)).isEqualTo(3);
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "failed: Cannot store into the run directory %s: File too large. What was stored "
                + "before is kept; give the same command again to continue.",
            path);
    int last = Integer.parseInt(lines.get(lines.size() - 2));
    assertThat(last).isPositive();
    try (RunDirectory run = RunDirectory.open(path, RunWriter.IDENTITY)) {
      assertThat(run.recorded()).isBetween(last + 1, last + 2);
      RunWriter.check(run, last + 1, IMAGES * 10);
      run.record(RunWriter.cell(CELLS, IMAGES));
    }
  }

  /** As many as a run of a day makes where each takes ten seconds, in a heap for none of them. */
  @Test
  void recordsWithoutGrowing() throws Exception {
    List<String> command =
        RunWriter.command(folder.resolve("tmp"), folder.resolve("run"), 8640, 50, "end");
    command.set(command.indexOf("-Xmx256m"), "-Xmx20m");
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = child.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(child.waitFor()).as(() -> lines.get(lines.size() - 1)).isZero();
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"), RunWriter.IDENTITY)) {
      assertThat(run.recorded()).isEqualTo(8640);
    }
  }

  private Process start(Path path, String end) throws IOException {
    return new ProcessBuilder(RunWriter.command(folder.resolve("tmp"), path, CELLS, IMAGES, end))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Kill -9. Not by the process itself, which would drop what the pipe still holds. */
  private static void kill(Process child) {
    child.toHandle().destroyForcibly();
  }

  /** Reads until that cell is stored or the process ends; -1 if none was. */
  private static int lastStored(BufferedReader out, int until) throws IOException {
    int last = -1;
    while (last < until) {
      String line = out.readLine();
      if (line == null) {
        return last;
      }
      if (Character.isDigit(line.charAt(0))) {
        last = Integer.parseInt(line);
      }
    }
    return last;
  }
}
