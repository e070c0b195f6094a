package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.network.RunDescription;
import org.stratigraph.network.RunFolder;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.Subjects;
import org.stratigraph.training.TrainingListener;
import org.stratigraph.training.Weights;

/** What a training keeps, what it is afterwards, and what it refuses to touch. */
@Timeout(180)
class TrainingDirectoryTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static WholeTraining whole;

  @BeforeAll
  static void whole() {
    whole = WholeTraining.in(shared);
  }

  @Test
  void keepsEveryEpochAndTheNewestState() throws IOException {
    assertThat(WholeTraining.weightsAndStates(whole.path()).keySet())
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
    assertThat(SafetensorsFile.read(whole.path().resolve("checkpoints/epoch-000.safetensors")))
        .isEqualTo(Weights.of(Subjects.untrained(1)));
    assertThat(Weights.of(OnnxFile.read(whole.path().resolve("network.onnx"))))
        .isEqualTo(SafetensorsFile.read(whole.path().resolve("checkpoints/epoch-005.safetensors")));
  }

  @Test
  void keepsTheInitialAndTheNewestWeightsWhereAskedTo() throws IOException {
    Path run = folder.resolve("run");
    TrainingWriter.trainUntil(run, 3, false);
    assertThat(new RunFolder(run).epochs()).containsExactly(0, 3);
    TrainingWriter.train(run, false);
    assertThat(new RunFolder(run).epochs()).containsExactly(0, 5);
    assertThat(Files.readAllBytes(run.resolve("network.onnx")))
        .isEqualTo(Files.readAllBytes(whole.path().resolve("network.onnx")));
  }

  @Test
  void isANetworkLikeAnyOther() {
    Network network = NetworkFile.open(whole.path(), Optional.empty());
    assertThat(network.name()).isEqualTo("whole");
    assertThat(network.notes()).noneMatch(note -> note.contains("not finished"));
    assertThat(Weights.of(network.graph()))
        .isEqualTo(Weights.of(OnnxFile.read(whole.path().resolve("network.onnx"))));
    assertThat(network.initialiser().description()).contains("akamaster");
    assertThat(RunFolder.initialWeights(whole.path()))
        .contains(whole.path().resolve("checkpoints/epoch-000.safetensors"));
    assertThat(RunFolder.initialWeights(whole.path().resolve("network.onnx"))).isEmpty();
  }

  @Test
  void saysWhichEpochAnUnfinishedTrainingIsAt() {
    Path run = folder.resolve("run");
    TrainingWriter.trainUntil(run, 2, true);
    Network network = NetworkFile.open(run, Optional.empty());
    assertThat(network.notes())
        .contains(
            "The training in %s is not finished: this is its network after epoch 2 of 5."
                .formatted(run));
    assertThat(Weights.of(network.graph()))
        .isEqualTo(SafetensorsFile.read(whole.path().resolve("checkpoints/epoch-002.safetensors")));
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
        .isEqualTo(SafetensorsFile.read(whole.path().resolve("checkpoints/epoch-005.safetensors")));
  }

  @Test
  void refusesATrainingOfAnotherConfigurationAndSaysWhatDiffers() throws IOException {
    Path run = folder.resolve("run");
    TrainingWriter.trainUntil(run, 1, true);
    Map<String, byte[]> before = WholeTraining.weightsAndStates(run);
    RunIdentity other = Samples.identity("network", "resnet20-cifar", "seed", "1");
    assertThatThrownBy(
            () ->
                TrainingDirectory.open(
                    run, other, TrainingWriter.DESCRIPTION, Optional.empty(), true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage(
            "The run directory %s was made with seed 0, not 1. Choose another --run, or the options that it was made with.",
            run);
    assertThat(WholeTraining.weightsAndStates(run).keySet()).isEqualTo(before.keySet());
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
}
