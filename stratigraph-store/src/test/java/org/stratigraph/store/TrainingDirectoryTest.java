package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.network.RunDescription;
import org.stratigraph.network.RunFolder;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.training.Subjects;
import org.stratigraph.training.TrainingListener;
import org.stratigraph.training.Weights;

@Timeout(180)
class TrainingDirectoryTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  /** A training that was never interrupted. */
  private static Path whole;

  @BeforeAll
  static void whole() {
    whole = shared.resolve("whole");
    TrainingWriter.train(whole, true);
  }

  /** Trains until an epoch is kept. */
  private static void trainUntil(Path path, int last, boolean keepAll) {
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void step(int epoch, int step, int steps, double loss) {
            if (epoch > last) {
              throw new CancellationException("enough");
            }
          }

          @Override
          public void epoch(EpochRecord record) {}
        };
    try (TrainingDirectory run = TrainingWriter.open(path, keepAll)) {
      assertThatThrownBy(() -> Subjects.twoParts().run(run, stop, List.of()))
          .isInstanceOf(CancellationException.class);
      assertThat(run.lastEpoch()).hasValue(last);
      assertThat(run.isComplete()).isFalse();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static Map<String, byte[]> weightsAndStates(Path run) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.toString().matches(".*\\.(safetensors|onnx|json)")) {
          contents.put(run.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  private static List<EpochRecord> records(Path run) {
    try (TrainingDirectory directory = TrainingWriter.open(run, true)) {
      return directory.records();
    }
  }

  /** Goes on in a directory, and compares all that is there then with the whole training. */
  private static void assertGoesOnToTheSame(Path run) throws IOException {
    TrainingWriter.train(run, true);
    Map<String, byte[]> expected = weightsAndStates(whole);
    Map<String, byte[]> found = weightsAndStates(run);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
    assertThat(records(run)).isEqualTo(records(whole));
    assertThat(steps(run)).containsExactly(-1L, 0L, 1L, 2L, 3L, 4L, 5L);
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  private static Path events(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      List<Path> events = files.filter(file -> file.toString().contains("tfevents")).toList();
      assertThat(events).hasSize(1);
      return events.get(0);
    }
  }

  /** The steps of the event file's records, -1 for the one that says the version. */
  private static List<Long> steps(Path run) throws IOException {
    ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(events(run)));
    List<Long> steps = new ArrayList<>();
    for (Optional<byte[]> next = TfRecords.next(records);
        next.isPresent();
        next = TfRecords.next(records)) {
      CodedInputStream in = CodedInputStream.newInstance(next.get());
      long step = -1;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 2) {
          step = in.readInt64();
        } else {
          in.skipField(tag);
        }
      }
      steps.add(step);
    }
    assertThat(records.hasRemaining()).isFalse();
    return steps;
  }

  @Test
  void keepsEveryEpochAndTheNewestState() throws IOException {
    assertThat(weightsAndStates(whole).keySet())
        .containsExactlyInAnyOrder(
            "checkpoints/epoch-000.safetensors",
            "checkpoints/epoch-001.safetensors",
            "checkpoints/epoch-002.safetensors",
            "checkpoints/epoch-003.safetensors",
            "checkpoints/epoch-004.safetensors",
            "checkpoints/epoch-005.safetensors",
            "network.json",
            "network.onnx",
            "state-005.safetensors",
            "training.json");
    assertThat(SafetensorsFile.read(whole.resolve("checkpoints/epoch-000.safetensors")))
        .isEqualTo(Weights.of(Subjects.untrained(1)));
    assertThat(Weights.of(OnnxFile.read(whole.resolve("network.onnx"))))
        .isEqualTo(SafetensorsFile.read(whole.resolve("checkpoints/epoch-005.safetensors")));
  }

  @Test
  void goesOnAfterEveryEpoch() throws IOException {
    for (int epoch = 0; epoch < 5; epoch++) {
      Path run = folder.resolve("run" + epoch);
      trainUntil(run, epoch, true);
      assertGoesOnToTheSame(run);
    }
  }

  /** What a kill leaves between any two of the files that belong to an epoch. */
  @Test
  void goesOnFromBetweenTheFilesOfAnEpoch() throws IOException {
    Path before = folder.resolve("before");
    trainUntil(before, 2, true);
    Path after = folder.resolve("after");
    trainUntil(after, 3, true);
    List<String> written = List.of("checkpoints/epoch-003.safetensors", "metrics.duckdb", "events");
    for (int files = 0; files <= written.size(); files++) {
      Path run = folder.resolve("killed" + files);
      copy(before, run);
      for (String name : written.subList(0, files)) {
        boolean event = name.equals("events");
        Path from = event ? events(after) : after.resolve(name);
        Path to = event ? events(run) : run.resolve(name);
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.write(run.resolve(".stratigraph-killed.tmp"), new byte[100]);
      Files.write(run.resolve("checkpoints/.stratigraph-killed.tmp"), new byte[100]);
      assertGoesOnToTheSame(run);
    }
    // The state is there; an old one is not yet gone.
    Path run = folder.resolve("untidy");
    copy(after, run);
    Files.copy(before.resolve("state-002.safetensors"), run.resolve("state-001.safetensors"));
    assertGoesOnToTheSame(run);
  }

  @Test
  void goesOnWithAnEventFileThatEndsInTheMiddleOfARecord() throws IOException {
    Path run = folder.resolve("run");
    trainUntil(run, 2, true);
    byte[] events = Files.readAllBytes(events(run));
    Files.write(events(run), Arrays.copyOf(events, events.length + 7));
    assertGoesOnToTheSame(run);
  }

  @Test
  void keepsTheInitialAndTheNewestWeightsWhereAskedTo() throws IOException {
    Path run = folder.resolve("run");
    trainUntil(run, 3, false);
    assertThat(new RunFolder(run).epochs()).containsExactly(0, 3);
    TrainingWriter.train(run, false);
    assertThat(new RunFolder(run).epochs()).containsExactly(0, 5);
    assertThat(Files.readAllBytes(run.resolve("network.onnx")))
        .isEqualTo(Files.readAllBytes(whole.resolve("network.onnx")));
  }

  @Test
  void isANetworkLikeAnyOther() {
    Network network = NetworkFile.open(whole, Optional.empty());
    assertThat(network.name()).isEqualTo("whole");
    assertThat(network.notes()).noneMatch(note -> note.contains("not finished"));
    assertThat(Weights.of(network.graph()))
        .isEqualTo(Weights.of(OnnxFile.read(whole.resolve("network.onnx"))));
    assertThat(network.initialiser().description()).contains("akamaster");
    assertThat(RunFolder.initialWeights(whole))
        .contains(whole.resolve("checkpoints/epoch-000.safetensors"));
    assertThat(RunFolder.initialWeights(whole.resolve("network.onnx"))).isEmpty();
  }

  @Test
  void saysWhichEpochAnUnfinishedTrainingIsAt() {
    Path run = folder.resolve("run");
    trainUntil(run, 2, true);
    Network network = NetworkFile.open(run, Optional.empty());
    assertThat(network.notes())
        .contains(
            "The training in %s is not finished: this is its network after epoch 2 of 5."
                .formatted(run));
    assertThat(Weights.of(network.graph()))
        .isEqualTo(SafetensorsFile.read(whole.resolve("checkpoints/epoch-002.safetensors")));
  }

  @Test
  void aTrainingWithoutAnEpochIsNoNetworkYet() {
    Path run = folder.resolve("run");
    TrainingWriter.open(run, true).close();
    assertThatThrownBy(() -> NetworkFile.open(run, Optional.empty()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no network yet");
  }

  @Test
  void aNetworkWithoutKnownArchitectureKeepsItsOperators() {
    Path run = folder.resolve("run");
    RunDescription description =
        new RunDescription(Optional.empty(), Shape.of(3, 32, 32), 5, Optional.empty());
    try (TrainingDirectory directory =
        TrainingDirectory.open(
            run,
            TrainingWriter.IDENTITY,
            description,
            Optional.of(Subjects.twoParts().initial()),
            true)) {
      Subjects.twoParts().run(directory, TrainingListener.none(), List.of());
    }
    Network network = NetworkFile.open(run, Optional.empty());
    assertThat(Weights.of(network.graph()))
        .isEqualTo(SafetensorsFile.read(whole.resolve("checkpoints/epoch-005.safetensors")));
  }

  @Test
  void refusesATrainingOfAnotherConfigurationAndSaysWhatDiffers() throws IOException {
    Path run = folder.resolve("run");
    trainUntil(run, 1, true);
    Map<String, byte[]> before = weightsAndStates(run);
    RunIdentity other = Samples.identity("network", "resnet20-cifar", "seed", "1");
    assertThatThrownBy(
            () ->
                TrainingDirectory.open(
                    run, other, TrainingWriter.DESCRIPTION, Optional.empty(), true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage(
            "The run directory %s was made with seed 0, not 1. Choose another --run, or the options that it was made with.",
            run);
    assertThat(weightsAndStates(run).keySet()).isEqualTo(before.keySet());
    TrainingWriter.open(run, true).close();
  }

  @Test
  void refusesADirectoryThatHoldsSomethingElse() throws IOException {
    Files.writeString(folder.resolve("network.json"), "mine");
    assertThatThrownBy(() -> TrainingWriter.open(folder, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("holds network.json and no training.json");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("network.json"));
    }
    assertThatThrownBy(() -> TrainingWriter.open(folder.resolve("network.json"), true))
        .hasMessageContaining("is not a directory");
  }

  /** The newest file truncated, zeroed, emptied or with a flipped bit in its header. */
  @ParameterizedTest
  @CsvSource({
    "state-004.safetensors, half",
    "state-004.safetensors, zero",
    "state-004.safetensors, empty",
    "state-004.safetensors, flip",
    "checkpoints/epoch-004.safetensors, half",
    "checkpoints/epoch-004.safetensors, zero",
    "checkpoints/epoch-004.safetensors, empty",
    "checkpoints/epoch-004.safetensors, flip",
  })
  void goesBackOneEpochFromADamagedOneWhenTheUserSaysSo(String name, String damage)
      throws IOException {
    Path run = folder.resolve("run");
    trainUntil(run, 4, true);
    Path file = run.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    byte[] flipped = bytes.clone();
    flipped[9] ^= 1;
    Files.write(
        file,
        switch (damage) {
          case "half" -> Arrays.copyOf(bytes, bytes.length / 2);
          case "zero" -> new byte[bytes.length];
          case "empty" -> new byte[0];
          default -> flipped;
        });
    Map<String, byte[]> before = weightsAndStates(run);
    assertThatThrownBy(() -> TrainingWriter.train(run, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(
            "move " + run.resolve("state-004.safetensors") + " out of the run directory to go on")
        .hasMessageContaining("from epoch 3, which is kept.");
    Map<String, byte[]> after = weightsAndStates(run);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((other, kept) -> assertThat(after.get(other)).as(other).isEqualTo(kept));
    Files.move(run.resolve("state-004.safetensors"), folder.resolve("aside"));
    assertGoesOnToTheSame(run);
  }

  @Test
  void refusesDamagedFilesOfItsOwn() throws IOException {
    Path run = folder.resolve("run");
    trainUntil(run, 1, true);
    Path copy = folder.resolve("identity");
    copy(run, copy);
    Files.writeString(copy.resolve("training.json"), "{\"format\":");
    assertThatThrownBy(() -> TrainingWriter.open(copy, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("training.json: is not valid JSON");
    Path state = folder.resolve("state");
    copy(run, state);
    Files.write(state.resolve("state-001.safetensors"), new byte[100]);
    try (TrainingDirectory directory = TrainingWriter.open(state, true)) {
      assertThatThrownBy(directory::state)
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("state-001.safetensors");
    }
    Path metrics = folder.resolve("metrics");
    copy(run, metrics);
    Files.write(metrics.resolve("metrics.duckdb"), new byte[10_000]);
    assertThatThrownBy(() -> TrainingWriter.open(metrics, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("metrics.duckdb is damaged");
  }

  @Test
  void hasOneWriter() {
    Path run = folder.resolve("run");
    try (TrainingDirectory first = TrainingWriter.open(run, true)) {
      assertThat(first.lastEpoch()).isEmpty();
      assertThatThrownBy(() -> TrainingWriter.open(run, true))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("in use by another run (this process)");
    }
    TrainingWriter.open(run, true).close();
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
    assertGoesOnToTheSame(run);
  }

  @Test
  void keepsTheLastGoodEpochWhenTheDiskIsFull() throws Exception {
    Path prlimit = Path.of("/usr/bin/prlimit");
    Assumptions.assumeTrue(Files.exists(prlimit), "this system has no prlimit");
    Path run = folder.resolve("run");
    trainUntil(run, 1, true);
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
    assertGoesOnToTheSame(run);
  }
}
