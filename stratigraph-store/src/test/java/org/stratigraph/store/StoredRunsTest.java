package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.lesion.LesionGroup;
import org.stratigraph.network.RunFolder;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

class StoredRunsTest {
  @TempDir private Path folder;

  private static final List<EpochRecord> EPOCHS =
      List.of(
          new EpochRecord(0, "initial", Double.NaN, Double.NaN, 2.3, 0.1, Double.NaN, 0, 0),
          new EpochRecord(1, "main", 1.5, 0.4, 1.2, 0.5, 0.1, 100, 3.5));

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aTrainingIsReadBackFromItsFileAndItsDirectory() {
    Path json = folder.resolve("training.json");
    TrainingJson.write(json, "runs/a", new RunIdentity(Map.of("a", "b"), Map.of()), EPOCHS);
    assertThat(StoredRuns.training(json)).isEqualTo(EPOCHS);
    try (EpochTable table = EpochTable.open(folder, folder.resolve("metrics.duckdb"), -1)) {
      EPOCHS.forEach(table::insert);
    }
    assertThat(StoredRuns.training(folder)).isEqualTo(EPOCHS);
  }

  @Test
  void aTuningIsReadBackFromItsFileAndItsDirectory() throws IOException {
    RunIdentity identity = new RunIdentity(Map.of("a", "b"), Map.of());
    List<TuningEvent> events =
        List.of(
            new TuningEvent.Started(1, List.of(2, 3)),
            new TuningEvent.Trained(1, new EpochMetrics(1, 2, 0.5, 0.1, 10, 1)));
    Path run = folder.resolve("run");
    try (TuningDirectory directory = TuningDirectory.open(run, identity)) {
      events.forEach(directory::record);
      // While it goes on.
      assertThat(StoredRuns.tuning(run)).isEqualTo(events);
    }
    Path json = folder.resolve("tuning.json");
    AutoTuneJson.write(Map.of(), events, List.of(), Map.of(), json);
    assertThat(StoredRuns.tuning(json)).isEqualTo(events);
    Path history = run.resolve("history.jsonl");
    Files.writeString(history, Files.readString(history) + "{\"event\":\"tra");
    assertThat(StoredRuns.tuning(run)).isEqualTo(events);
    Files.writeString(history, Files.readString(history) + "\n");
    assertThatThrownBy(() -> StoredRuns.tuning(run))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("event 4 of its history is not JSON");
  }

  @Test
  void weightChangesOfATrainingAreInItsDirectory() {
    WeightChangeResult result =
        new WeightChangeResult(
            List.of("e0", "e1"),
            List.of(new LayerChange("a", 1, "e0", "e1", 4, 0.5, 1, 0, 0, 0, 0, Double.NaN)));
    WeightChangeJson.write(result, Optional.empty(), new RunFolder(folder).weightChange());
    assertThat(StoredRuns.weightChange(folder)).isEqualTo(result);
    assertThat(StoredRuns.weightChange(new RunFolder(folder).weightChange())).isEqualTo(result);
    assertThatThrownBy(() -> StoredRuns.conflicts(folder))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("conflicts.json");
  }

  @Test
  void lesionsHaveTheirCurves() throws IOException {
    String json =
        """
        {"format": "stratigraph.lesion/1", "protocol": {"score": "agreement"},
         "original": {"score": 1}, "curves": [{"group": "others", "removed": 2, "draws": 1,
         "mean": 0.5, "sd": null, "least": 0.5, "largest": 0.5}]}
        """;
    LesionCurves curves = StoredRuns.lesion(file("lesion.json", json));
    assertThat(curves.score()).isEqualTo("agreement");
    assertThat(curves.original()).isEqualTo(1);
    assertThat(curves.points()).hasSize(1);
    assertThat(curves.points().get(0).group()).isEqualTo(LesionGroup.OTHERS);
    assertThat(curves.points().get(0).sd()).isNaN();
    assertUnusable(json.replace("others", "nobody"), "group");
    assertUnusable(json.replace("agreement", "beauty"), "accuracy or agreement");
    assertUnusable(json.replace("\"original\": {\"score\": 1}", "\"original\": 1"), "an object");
    assertUnusable(json.replace("lesion/1", "lesion/2"), "stratigraph.lesion/1");
    assertUnusable("{", "not valid JSON");
    assertThatThrownBy(() -> StoredRuns.lesion(folder)).hasMessageContaining("is a folder");
  }

  private void assertUnusable(String json, String text) throws IOException {
    Path path = file("bad.json", json);
    assertThatThrownBy(() -> StoredRuns.lesion(path))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("bad.json")
        .hasMessageContaining(text);
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    Path none = folder.resolve("none.json");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Runnable read :
        List.<Runnable>of(
            () -> StoredRuns.training(none),
            () -> StoredRuns.tuning(none),
            () -> StoredRuns.lesion(none),
            () -> StoredRuns.weightChange(none))) {
      assertThatThrownBy(read::run)
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("none.json does not exist");
    }
    assertThatThrownBy(() -> StoredRuns.training(empty)).hasMessageContaining("metrics.duckdb");
    assertThatThrownBy(() -> StoredRuns.tuning(empty)).hasMessageContaining("history.jsonl");
    Files.writeString(empty.resolve("metrics.duckdb"), "no database");
    assertThatThrownBy(() -> StoredRuns.training(empty))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("cannot be read");
  }
}
