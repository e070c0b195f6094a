package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured while a network is trained. */
class TrainWatchTest extends FakeTrainings {
  /** What training shows is what the commands find in its checkpoints afterwards. */
  @Test
  void watchesWhatTheCommandsMeasure() throws IOException {
    String data = images().toString();
    CliRun trained = train("--data", data, "--images", "10", "--seed", "3").assertDone();
    assertThat(trained.err()).containsPattern("epoch 2 of 2: .*weights moved \\S+ %");
    run("weight-change", path("run"), "--json", path("change.json")).assertDone();
    assertThat(text("run/weight-change.json")).isEqualTo(text("change.json"));

    run("conflicts", path("run"), "--data", data, "--json", path("conflicts.json")).assertDone();
    JsonNode watched = json("run/conflicts.json");
    JsonNode measured = json("conflicts.json");
    assertThat(watched.get("checkpoints")).hasSize(3);
    assertThat(watched.at("/checkpoints/2/checkpoint").asText()).isEqualTo("epoch-002.safetensors");
    for (String part : List.of("layers", "integral", "checkpoints", "settings")) {
      assertThat(watched.get(part)).as(part).isEqualTo(measured.get(part));
    }
    assertThat(watched.at("/settings/learning_rate").asDouble()).isEqualTo(0.1);
    assertThat(watched.at("/settings/batch_size").asInt()).isEqualTo(128);
    assertThat(watched.at("/settings/seed").asInt()).isEqualTo(3);
  }

  @Test
  void conflictsOfSomeEpochsOfARun() throws IOException {
    train("--no-watch").assertDone();
    assertThat(folder.resolve("run/weight-change.json")).doesNotExist();
    assertThat(folder.resolve("run/conflicts.json")).doesNotExist();
    String[] command = {
      "conflicts", path("run"), "--data", "builtin:shapes-train", "--samples", "8", "--epochs"
    };
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("0,2-5", "--learning-rate", "0.5", "--json", path("c.json")));
    run(all.toArray(String[]::new)).assertDone();
    JsonNode found = json("c.json");
    assertThat(found.get("checkpoints").findValuesAsText("checkpoint"))
        .containsExactly("epoch-000.safetensors", "epoch-002.safetensors");
    assertThat(found.at("/settings/learning_rate").asDouble()).isEqualTo(0.5);
    assertThat(found.at("/settings/batch_size").asInt()).isEqualTo(128);

    all.set(command.length, "3-5");
    run(all.toArray(String[]::new)).assertUnusable("keeps no epoch of 3-5", "from 0 to 2");
    all.set(command.length, "last");
    run(all.toArray(String[]::new)).assertUnusable("--epochs last", "0,5,10");
    all.set(command.length, "0");
    all.add(2, path("run"));
    run(all.toArray(String[]::new)).assertUnusable(path("run"), "give it alone");
    all.remove(2);
    all.set(1, path("run/network.onnx"));
    run(all.toArray(String[]::new)).assertUnusable("--epochs 0", "a run directory");
  }

  /** The file is an epoch ahead after a kill, or lost, or was not written before. */
  @ParameterizedTest
  @CsvSource({"all, kept", "last, kept", "all, lost", "all, damaged", "last, ahead"})
  void aTrainingThatGoesOnEndsWithTheSameTables(String keep, String state) throws IOException {
    train("--keep", keep, "--run", path("whole")).assertDone();
    Runnable fullDisk =
        () -> {
          throw new UncheckedIOException("Cannot write x.", new IOException("full"));
        };
    String[] options = {"--keep", keep};
    assertThat(train(new Troubled(fullDisk), new StringWriter(), options).status()).isEqualTo(1);
    for (String file : List.of("weight-change.json", "conflicts.json")) {
      Path stopped = folder.resolve("run").resolve(file);
      assertThat(stopped).exists();
      switch (state) {
        case "lost" -> Files.delete(stopped);
        case "damaged" -> Files.writeString(stopped, "{");
        case "ahead" ->
            Files.writeString(stopped, Files.readString(folder.resolve("whole").resolve(file)));
        default -> {}
      }
    }
    train(options).assertDone();
    assertThat(text("run/weight-change.json")).isEqualTo(text("whole/weight-change.json"));
    assertThat(text("run/conflicts.json")).isEqualTo(text("whole/conflicts.json"));
    assertThat(json("run/weight-change.json").get("checkpoints")).hasSize(3);
    assertThat(json("run/conflicts.json").get("checkpoints")).hasSize(3);
  }

  /** Between the initial weights and the newest nothing is kept, so that is one step. */
  @Test
  void whatWasNotWatchedIsSaidOrLeftOut() throws IOException {
    Runnable fullDisk =
        () -> {
          throw new UncheckedIOException("Cannot write x.", new IOException("full"));
        };
    String[] unwatched = {"--keep", "last", "--epochs", "4", "--no-watch"};
    assertThat(train(new Troubled(4, fullDisk), new StringWriter(), unwatched).status())
        .isEqualTo(1);
    CliRun resumed = train("--keep", "last", "--epochs", "4").assertDone();
    assertThat(resumed.err()).contains("which holds epoch 3 of 4").doesNotContain("Note:");
    JsonNode change = json("run/weight-change.json");
    assertThat(change.get("checkpoints").toString())
        .isEqualTo(
            "[\"epoch-000.safetensors\",\"epoch-003.safetensors\",\"epoch-004.safetensors\"]");
    assertThat(change.at("/changes/0/rotation").isNumber()).isTrue();
    JsonNode conflicts = json("run/conflicts.json");
    assertThat(conflicts.get("checkpoints")).hasSize(3);
    assertThat(conflicts.get("notes").toString())
        .contains("2 of the epochs up to 4 were not watched");
  }
}
