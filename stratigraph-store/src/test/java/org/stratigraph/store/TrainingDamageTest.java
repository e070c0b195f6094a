package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;

/** Damaged files of a training are refused by name, and nothing is lost by that. */
@Timeout(180)
class TrainingDamageTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static WholeTraining whole;

  @BeforeAll
  static void whole() {
    whole = WholeTraining.in(shared);
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
    TrainingWriter.trainUntil(run, 4, true);
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
    Map<String, byte[]> before = WholeTraining.weightsAndStates(run);
    assertThatThrownBy(() -> TrainingWriter.train(run, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(
            "move " + run.resolve("state-004.safetensors") + " out of the run directory to go on")
        .hasMessageContaining("from epoch 3, which is kept.");
    Map<String, byte[]> after = WholeTraining.weightsAndStates(run);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((other, kept) -> assertThat(after.get(other)).as(other).isEqualTo(kept));
    Files.move(run.resolve("state-004.safetensors"), folder.resolve("aside"));
    whole.assertReachedFrom(run);
  }

  @Test
  void refusesDamagedFilesOfItsOwn() throws IOException {
    Path run = folder.resolve("run");
    TrainingWriter.trainUntil(run, 1, true);
    Path copy = folder.resolve("identity");
    FolderCopy.of(run, copy);
    Files.writeString(copy.resolve("training.json"), "{\"format\":");
    assertThatThrownBy(() -> TrainingWriter.open(copy, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("training.json: is not valid JSON");
    Path state = folder.resolve("state");
    FolderCopy.of(run, state);
    Files.write(state.resolve("state-001.safetensors"), new byte[100]);
    try (TrainingDirectory directory = TrainingWriter.open(state, true)) {
      assertThatThrownBy(directory::state)
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("state-001.safetensors");
    }
    Path metrics = folder.resolve("metrics");
    FolderCopy.of(run, metrics);
    Files.write(metrics.resolve("metrics.duckdb"), new byte[10_000]);
    assertThatThrownBy(() -> TrainingWriter.open(metrics, true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("metrics.duckdb is damaged");
  }
}
