package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.ConflictResult.Checkpoint;
import org.stratigraph.conflict.LayerConflicts;

/** The expected texts are written by hand from the documented names. */
class ConflictsFilesTest {
  private static final Checkpoint FIRST =
      new Checkpoint(
          "epoch-001",
          List.of(1.25, 1.25),
          List.of(
              new LayerConflicts("conv1", 64, 64, 1, 0, 0, 0),
              new LayerConflicts("=fc", 64, 1, 64, 1, 2, 2)));
  private static final Checkpoint LAST =
      new Checkpoint(
          "epoch-002",
          List.of(1.5, Double.NaN),
          List.of(
              new LayerConflicts("conv1", 64, 60, 3, 1, 0, 0.5),
              new LayerConflicts("=fc", 64, 64, 1, 0, 0, 0)));
  private static final ConflictResult RESULT =
      new ConflictResult(
          Map.of("batch", 64), List.of(FIRST, LAST), List.of("a note"), Map.of("version", "1"));

  @TempDir Path folder;

  @Test
  void jsonHoldsTheLastCheckpointEveryOneAndTheIntegral() throws IOException {
    Path file = folder.resolve("conflicts.json");
    ConflictsJson.write(RESULT, file);
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    assertThat(root.get("format").asText()).isEqualTo("stratigraph.conflicts/1");
    assertThat(root.at("/layers/0/layer").asText()).isEqualTo("conv1");
    assertThat(root.at("/layers/0/bundles").asInt()).isEqualTo(60);
    assertThat(root.at("/layers/0/conflicting").asBoolean()).isTrue();
    assertThat(root.at("/layers/1/conflicting").asBoolean()).isFalse();
    assertThat(root.at("/layers/1/weight_amplitude").isNull()).isTrue();
    assertThat(root.at("/checkpoints/0/checkpoint").asText()).isEqualTo("epoch-001");
    // (0 + 0.5) / 2 and (2 + 0) / 2.
    assertThat(root.at("/integral/0/entropy").asDouble()).isEqualTo(0.25);
    assertThat(root.at("/integral/1/entropy").asDouble()).isEqualTo(1);
    assertThat(root.at("/settings/batch").asInt()).isEqualTo(64);
    assertThat(root.at("/notes/0").asText()).isEqualTo("a note");
  }

  @Test
  void theCheckpointsCanBeReadBack() {
    Path file = folder.resolve("conflicts.json");
    ConflictsJson.write(RESULT, file);
    assertThat(ConflictsJson.checkpoints(file)).containsExactly(FIRST, LAST);
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = folder.resolve("conflicts.json");
    for (String text : List.of("", "[]", "{\"format\": \"other/1\"}", "{\"format\": 1")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ConflictsJson.checkpoints(file))
          .as(text)
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("conflicts.json");
    }
  }

  @Test
  void csvHasARowALayerAndCheckpointAndNoFormulas() throws IOException {
    Path file = folder.resolve("conflicts.csv");
    ConflictsCsv.write(RESULT, file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).contains("layer", "bundles", "entropy");
    assertThat(lines.get(1)).contains("epoch-001", "conv1", "64");
    assertThat(lines.get(2)).contains("'=fc");
  }
}
