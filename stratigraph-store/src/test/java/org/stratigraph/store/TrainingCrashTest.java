package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.network.NetworkFile;

/** Trainings that were stopped anywhere, by whatever, go on to the same bytes. */
@Timeout(180)
class TrainingCrashTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static WholeTraining whole;

  @BeforeAll
  static void whole() {
    whole = WholeTraining.in(shared);
  }

  @Test
  void goesOnAfterEveryEpoch() throws IOException {
    for (int epoch = 0; epoch < 5; epoch++) {
      Path run = folder.resolve("run" + epoch);
      TrainingWriter.trainUntil(run, epoch, true);
      whole.assertReachedFrom(run);
    }
  }

  /** What a kill leaves between any two of the files that belong to an epoch. */
  @Test
  void goesOnFromBetweenTheFilesOfAnEpoch() throws IOException {
    Path before = folder.resolve("before");
    TrainingWriter.trainUntil(before, 2, true);
    Path after = folder.resolve("after");
    TrainingWriter.trainUntil(after, 3, true);
    List<String> written = List.of("checkpoints/epoch-003.safetensors", "metrics.duckdb", "events");
    for (int files = 0; files <= written.size(); files++) {
      Path run = folder.resolve("killed" + files);
      FolderCopy.of(before, run);
      for (String name : written.subList(0, files)) {
        boolean event = name.equals("events");
        Path from = event ? WholeTraining.events(after) : after.resolve(name);
        Path to = event ? WholeTraining.events(run) : run.resolve(name);
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.write(run.resolve(".stratigraph-killed.tmp"), new byte[100]);
      Files.write(run.resolve("checkpoints/.stratigraph-killed.tmp"), new byte[100]);
      whole.assertReachedFrom(run);
    }
    // The state is there; an old one is not yet gone.
    Path run = folder.resolve("untidy");
    FolderCopy.of(after, run);
    Files.copy(before.resolve("state-002.safetensors"), run.resolve("state-001.safetensors"));
    whole.assertReachedFrom(run);
  }

  @Test
  void goesOnWithAnEventFileThatEndsInTheMiddleOfARecord() throws IOException {
    Path run = folder.resolve("run");
    TrainingWriter.trainUntil(run, 2, true);
    byte[] events = Files.readAllBytes(WholeTraining.events(run));
    Files.write(WholeTraining.events(run), Arrays.copyOf(events, events.length + 7));
    whole.assertReachedFrom(run);
  }

  @Test
  void goesOnAfterKillsAtRandomMoments() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path run = folder.resolve("run");
    for (int kill = 0; kill < 4; kill++) {
      Process child =
          new ProcessBuilder(TrainingWriter.command(folder.resolve("tmp"), run))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      if (line != null && kill > 0) {
        line = out.readLine();
      }
      child.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS);
      child.toHandle().destroyForcibly();
      child.waitFor();
    }
    whole.assertReachedFrom(run);
  }

  @Test
  void keepsTheLastGoodEpochWhenTheDiskIsFull() throws Exception {
    Path prlimit = Path.of("/usr/bin/prlimit");
    Assumptions.assumeTrue(Files.exists(prlimit), "this system has no prlimit");
    Path run = folder.resolve("run");
    TrainingWriter.trainUntil(run, 1, true);
    List<String> command = TrainingWriter.command(folder.resolve("tmp"), run);
    command.add("wait");
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("open");
    // No file above 2 MiB: a checkpoint has 1.1, a state with its averages 3.3.
    String[] limit = {prlimit.toString(), "--fsize=2097152", "--pid", "" + child.pid()};
    assertThat(new ProcessBuilder(limit).inheritIO().start().waitFor()).isZero();
    child.outputWriter().close();
    List<String> lines = out.lines().toList();
    assertThat(child.waitFor()).as(() -> String.join("\n", lines)).isEqualTo(3);
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "failed: Cannot write %s: File too large.", run.resolve("state-002.safetensors"));
    assertThat(NetworkFile.open(run, Optional.empty()).notes())
        .anyMatch(note -> note.contains("not finished"));
    whole.assertReachedFrom(run);
  }
}
