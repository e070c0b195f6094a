package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.store.ListedRun.Kind;
import org.stratigraph.store.ListedRun.Status;

class RunListTest {
  private static final RunIdentity IDENTITY =
      new RunIdentity(Map.of("analysis", "criticality"), Map.of("network", "net.onnx"));

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("runs"));
  }

  private List<ListedRun> look() {
    return RunList.of(folder).look();
  }

  private ListedRun only() {
    List<ListedRun> runs = look();
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  private Path interrupted(String name) {
    Path run = folder.resolve(name);
    RunDirectory.open(run, IDENTITY).close();
    return run;
  }

  @Test
  void anEmptyFolderHasNone() {
    assertThat(look()).isEmpty();
  }

  @Test
  void aRunIsRunningWhileItsWriterHoldsItAndInterruptedAfter() {
    try (RunDirectory run = RunDirectory.open(folder.resolve("a"), IDENTITY)) {
      try (ProgressFile progress =
          ProgressFile.start(Optional.of(run.path()), "lesion", "other.onnx")) {
        progress.work(1, 4, "conv1, trial 2");
        assertThat(only().status()).isEqualTo(Status.RUNNING);
        assertThat(only().kind()).isEqualTo(Kind.LESION);
        assertThat(only().subject()).isEqualTo("other.onnx");
      }
    }
    ListedRun run = only();
    assertThat(run.status()).isEqualTo(Status.INTERRUPTED);
    assertThat(run.kind()).isEqualTo(Kind.CRITICALITY);
    assertThat(run.subject()).isEqualTo("net.onnx");
    assertThat(run.share()).isEqualTo(0.25);
    assertThat(run.doing()).isEqualTo("conv1, trial 2");
  }

  @Test
  void aFinishedRunIsFinishedAlsoForWhoLookedBefore() {
    RunList list = RunList.of(folder);
    Path path = interrupted("a");
    assertThat(list.look().get(0).status()).isEqualTo(Status.INTERRUPTED);
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      assertThat(list.look().get(0).status()).isEqualTo(Status.RUNNING);
      run.finish(Samples.result());
    }
    ListedRun run = list.look().get(0);
    assertThat(run.status()).isEqualTo(Status.FINISHED);
    assertThat(run.share()).isEqualTo(1);
  }

  /** A run that was left by a process of this machine, without letting go. */
  private void leftBy(ProcessHandle process, Instant since) throws IOException {
    String holder;
    try (RunDirectory run = RunDirectory.open(folder.resolve("a"), IDENTITY)) {
      holder = Files.readString(run.path().resolve("run.lock"));
    }
    assertThat(holder).startsWith("pid " + ProcessHandle.current().pid() + " on ");
    Files.writeString(
        folder.resolve("a/run.lock"),
        holder.replaceFirst("\\d+", "" + process.pid()).replaceFirst("since .*", "since " + since));
  }

  @Test
  void aProcessThatEndedHoldsNothing() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    leftBy(process.toHandle(), Instant.now());
    assertThat(only().status()).isEqualTo(Status.INTERRUPTED);
  }

  /** Its number was given to another process since. */
  @Test
  void aProcessThatBeganLaterHoldsNothing() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      leftBy(process.toHandle(), Instant.now());
      assertThat(only().status()).isEqualTo(Status.RUNNING);
      leftBy(process.toHandle(), Instant.now().minusSeconds(3600));
      assertThat(only().status()).isEqualTo(Status.INTERRUPTED);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aLockOfAnotherMachineCountsWhileItsRunTellsOfItself() throws IOException {
    leftBy(ProcessHandle.current(), Instant.now());
    Path lock = folder.resolve("a/run.lock");
    Files.writeString(lock, Files.readString(lock).replaceFirst("on .* since", "on moon since"));
    assertThat(only().status()).isEqualTo(Status.INTERRUPTED);
    ProgressFile progress =
        ProgressFile.start(Optional.of(folder.resolve("a")), "criticality", "net.onnx");
    assertThat(only().status()).isEqualTo(Status.RUNNING);
    progress.close();
    assertThat(only().status()).isEqualTo(Status.INTERRUPTED);
  }

  @Test
  void comparisonsSayHowManyNetworksTheyHold() {
    ComparisonDirectory.create(folder.resolve("paper"), new Comparison(List.of()));
    assertThat(only().kind()).isEqualTo(Kind.COMPARISON);
    assertThat(only().status()).isEqualTo(Status.FINISHED);
    assertThat(only().doing()).isEqualTo("0 networks");
  }

  @Test
  void aStudyIsListedWithTheRunsOfItsNetworks() throws IOException {
    Path study = folder.resolve("study");
    ComparisonDirectory.create(study, new Comparison(List.of()));
    Files.writeString(
        study.resolve("study.json"),
        "{\"format\": \"stratigraph.study-run/1\", \"name\": \"mine\", \"networks\": ["
            + "{\"id\": \"a\", \"status\": \"measured\"}, {\"id\": \"b\", \"status\": \"waiting\"},"
            + "{\"id\": \"c\", \"status\": \"failed\"}, {\"id\": \"d\", \"status\": \"waiting\"}]}");
    interrupted("study/networks/a");
    List<ListedRun> runs = look();
    assertThat(runs).extracting(ListedRun::name).containsExactly("study", "study/networks/a");
    assertThat(runs.get(0).kind()).isEqualTo(Kind.STUDY);
    assertThat(runs.get(0).status()).isEqualTo(Status.INTERRUPTED);
    assertThat(runs.get(0).share()).isEqualTo(0.25);
    assertThat(runs.get(0).doing()).isEqualTo("1 of 4 networks, 1 failed");
  }

  @Test
  void whatIsDamagedSaysWhyAndHidesNoOther() throws IOException {
    Path run = interrupted("a");
    Files.writeString(run.resolve("run.duckdb"), "no database");
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/training.json"), "{");
    Files.createDirectories(folder.resolve("c"));
    Files.writeString(folder.resolve("c/study.json"), "[]");
    interrupted("d");
    List<ListedRun> runs = look();
    assertThat(runs)
        .extracting(ListedRun::status)
        .containsExactly(Status.DAMAGED, Status.DAMAGED, Status.DAMAGED, Status.INTERRUPTED);
    assertThat(runs.get(0).reason()).contains("damaged");
    assertThat(runs.get(1).reason()).contains("not valid JSON");
    assertThat(runs.get(2).reason()).contains("study.json");
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path outside = temporary.resolve("outside");
    RunDirectory.open(outside, IDENTITY).close();
    Files.createSymbolicLink(folder.resolve("linked"), outside);
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.createSymbolicLink(half.resolve("run.duckdb"), outside.resolve("run.duckdb"));
    ListedRun run = only();
    assertThat(run.name()).isEqualTo("half");
    assertThat(run.status()).isEqualTo(Status.DAMAGED);
    assertThat(run.reason()).contains("symbolic link", "run.duckdb");
  }

  @Test
  void aLinkToTheFolderItselfIsFollowed() throws IOException {
    interrupted("a");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertThat(RunList.of(link).look()).hasSize(1);
  }

  @Test
  void hiddenFoldersAreNotLookedInto() {
    interrupted(".stratigraph/net-1234");
    assertThat(look()).isEmpty();
  }

  @Test
  void anyNameIsAName() {
    List<String> names = List.of("..x", "<script>alert(1)</script>", "a\nb", "b & 'c' \"d\"", "é");
    names.forEach(this::interrupted);
    assertThat(look()).extracting(ListedRun::name).containsAll(names.subList(1, 5)).hasSize(4);
  }

  @Test
  void aRunThatVanishesIsGone() throws IOException {
    RunList list = RunList.of(folder);
    Path run = interrupted("a");
    interrupted("b");
    assertThat(list.look()).hasSize(2);
    try (var files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(run);
    assertThat(list.look()).extracting(ListedRun::name).containsExactly("b");
  }

  @Test
  void theFolderMayBeARunItself() {
    folder = interrupted("a");
    assertThat(only().name()).isEqualTo("a");
  }

  @Test
  void whatIsNoFolderIsRefused() {
    assertThatThrownBy(() -> RunList.of(temporary.resolve("absent")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("is not a folder");
  }

  /** A reader holds a database for a moment; who is to write waits for it. */
  @Test
  void aRunBeginsAlsoWhileItsDatabaseIsLookedAt() throws Exception {
    Path path = interrupted("a");
    Process reader =
        new ProcessBuilder(RunWriter.reader(temporary.resolve("tmp"), path, 700))
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(reader.inputReader().readLine()).isEqualTo("reading");
      RunDirectory.open(path, IDENTITY).close();
      assertThat(reader.waitFor()).isZero();
    } finally {
      reader.destroyForcibly();
    }
  }
}
