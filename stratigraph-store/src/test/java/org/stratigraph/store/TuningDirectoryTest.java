package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.autotune.NetworkFigures;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.EpochMetrics;

class TuningDirectoryTest {
  private static final RunIdentity IDENTITY = RunIdentity.of(Map.of("blocks", "3,2", "seed", "0"));
  private static final LayerConflicts LAYER =
      new LayerConflicts("blocks.0", 64, 60, 3, 1, 0, 0.125);

  /** One of each kind, with what JSON has no numbers for. */
  private static final List<TuningEvent> EVENTS =
      List.of(
          new TuningEvent.Started(1, List.of(3, 2)),
          new TuningEvent.Trained(1, new EpochMetrics(1, 0.5, Double.NaN, 1e-3, 640, 2.5)),
          new TuningEvent.Checked(1, 1, LAYER),
          new TuningEvent.Tested(1, 1, new NetworkFigures(0.25, 1L << 40, 12, 1e-5)),
          new TuningEvent.Pruned(1, 1, List.of(LAYER, LAYER), List.of(3, 2), List.of(0, 2)),
          new TuningEvent.Finished(2, List.of(0, 2)));

  @TempDir Path folder;

  private TuningDirectory open() {
    return TuningDirectory.open(folder.resolve("run"), IDENTITY);
  }

  @Test
  void everyEventIsThereAgain() {
    try (TuningDirectory run = open()) {
      EVENTS.forEach(run::record);
      assertThat(run.events()).isEqualTo(EVENTS);
    }
    try (TuningDirectory run = open()) {
      assertThat(run.events()).isEqualTo(EVENTS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"event\":\"trai", "{\"event\":\"started\",\"attempt\":2}"})
  void halfALineDidNotHappen(String half) throws IOException {
    try (TuningDirectory run = open()) {
      run.record(EVENTS.get(0));
    }
    Path history = folder.resolve("run/history.jsonl");
    Files.writeString(history, half, StandardOpenOption.APPEND);
    try (TuningDirectory run = open()) {
      assertThat(run.events()).containsExactly(EVENTS.get(0));
      run.record(EVENTS.get(1));
    }
    try (TuningDirectory run = open()) {
      assertThat(run.events()).isEqualTo(EVENTS.subList(0, 2));
    }
  }

  @Test
  void keepsTheStatesOfTwoEpochs() throws IOException {
    Map<String, Tensor> state = Map.of("w", Tensor.of(Shape.of(1), 7));
    try (TuningDirectory run = open()) {
      run.keep(1, 9, state);
      run.keep(1, 10, state);
      assertThat(run.state(1, 10)).isEqualTo(state);
      assertThat(names()).contains("state-1-9.safetensors", "state-1-10.safetensors");
      run.keep(2, 1, state);
      assertThat(names())
          .filteredOn(n -> n.startsWith("state"))
          .containsExactly("state-2-1.safetensors");
    }
  }

  @Test
  void goesBackOneEpochFromADamagedStateWhenTheUserSaysSo() throws IOException {
    Map<String, Tensor> state = Map.of("w", Tensor.of(Shape.of(1), 7));
    try (TuningDirectory run = open()) {
      run.record(EVENTS.get(0));
      for (int epoch = 1; epoch <= 3; epoch++) {
        run.keep(1, epoch, state);
        run.record(new TuningEvent.Trained(1, new EpochMetrics(epoch, 0.5, 0.5, 1e-3, 640, 2.5)));
        run.record(new TuningEvent.Checked(1, epoch, LAYER));
      }
    }
    Path newest = folder.resolve("run/state-1-3.safetensors");
    Files.write(newest, new byte[50]);
    try (TuningDirectory run = open()) {
      assertThat(run.events()).hasSize(7);
      assertThatThrownBy(() -> run.state(1, 3))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining(newest.toString())
          .hasMessageContaining("move that file out of the run directory to go on from the epoch");
    }
    String history = Files.readString(folder.resolve("run/history.jsonl"));
    Files.move(newest, folder.resolve("aside"));
    for (int look = 0; look < 2; look++) {
      try (TuningDirectory run = open()) {
        assertThat(run.events()).hasSize(5);
        assertThat(run.state(1, 2)).isEqualTo(state);
      }
    }
    assertThat(folder.resolve("run/history-before.jsonl")).hasContent(history);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("run"))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  @Test
  void anotherTuningIsRefused() {
    open().close();
    RunIdentity other = RunIdentity.of(Map.of("blocks", "3,2", "seed", "1"));
    assertThatThrownBy(() -> TuningDirectory.open(folder.resolve("run"), other))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("seed 0, not 1");
    open().close();
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Path other = Files.createDirectories(folder.resolve("run"));
    Files.writeString(other.resolve("diary.txt"), "dear diary");
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("diary.txt");
    assertThat(names()).containsExactly("diary.txt");
  }

  @Test
  void aSecondWriterIsKeptOut() {
    try (TuningDirectory run = open()) {
      assertThat(run.path()).isEqualTo(folder.resolve("run"));
      assertThatThrownBy(this::open)
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("in use");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{}",
        "{\"event\":\"started\"}",
        "{\"event\":\"danced\",\"attempt\":1}",
        "{\"event\":\"started\",\"attempt\":1,\"blocks\":[-3]}",
        "{\"event\":\"trained\",\"attempt\":1,\"epoch\":1,\"loss\":\"low\"}",
      })
  void aDamagedLineIsNamed(String line) throws IOException {
    open().close();
    Path history = folder.resolve("run/history.jsonl");
    Files.writeString(history, line + "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("history.jsonl is damaged: line 2");
  }
}
