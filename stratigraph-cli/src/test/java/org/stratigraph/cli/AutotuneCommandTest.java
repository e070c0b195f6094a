package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutotuneCommandTest {
  @TempDir Path folder;

  private CliRun autotune(String... options) {
    List<String> all = new ArrayList<>(List.of("autotune", "--data", "builtin:shapes-train"));
    all.addAll(List.of("--run", folder.resolve("run").toString()));
    all.addAll(List.of(options));
    return CliRun.of(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--blocks; 3,12; four numbers",
        "--blocks; 0,0,0,0; four numbers",
        "--blocks; a,b,c,d; four numbers",
        "--model; cnn; vgg, fnn",
        "--width; 5; --model fnn",
        "--epochs; 0; at least 1",
        "--check-epochs; -1; at least 1",
        "--check-on; both; augmented, plain",
        "--samples; 0; at least 1",
        "--batch; 0; at least 1",
        "--lr; 0; above 0",
        "--lr; NaN; above 0",
        "--json; no/such/folder/x.json; does not exist",
      })
  void optionsOutOfRange(String option, String value, String text) {
    autotune(option, value).assertUnusable(option, text);
  }

  @Test
  void optionsThatContradict() {
    autotune("--model", "fnn", "--blocks", "1,1,1,1").assertUnusable("--blocks", "fnn");
    autotune("--model", "fnn", "--depth", "0").assertUnusable("--depth 0");
    CliRun.of("autotune", "--run", "x").assertUnusable("--data");
    CliRun.of("autotune", "--data", "x").assertUnusable("--run");
  }

  /** The development data's README: all 60,000 images to train on and 3,000 of those to test on. */
  @Test
  @Tag("shared")
  void bothPartsOfMnistAreUsedForWhatTheyAreFor() {
    String mnist = Shared.path("data/mnist").toString();
    TuningData data = TuningData.of(options(mnist, 500), 0);
    assertThat(data.data().samples()).hasSize(500);
    assertThat(data.data().notes()).anyMatch(note -> note.contains("train-images"));
    assertThat(data.test().samples()).hasSize(3_000);
    assertThat(data.classes()).isEqualTo(10);
    assertThat(data.notes()).noneMatch(note -> note.contains("--test"));
  }

  private static TrainingDataOptions options(String path, int images) {
    TrainingDataOptions options = new TrainingDataOptions();
    options.data = path;
    options.images = Optional.of(images);
    return options;
  }

  /** Records of CIFAR-10: a class and 3072 levels each, the classes in turn. */
  private static byte[] records(int count) {
    byte[] batch = new byte[count * 3073];
    for (int i = 0; i < count; i++) {
      batch[i * 3073] = (byte) (i % 10);
    }
    return batch;
  }

  @Test
  void bothPartsOfCifarAreUsedForWhatTheyAreFor() throws IOException {
    Files.write(folder.resolve("test_batch.bin"), records(7));
    Files.write(folder.resolve("data_batch_1.bin"), records(20));
    Files.write(folder.resolve("data_batch_2.bin"), records(10));
    TuningData data = TuningData.of(options(folder.toString(), 25), 0);
    assertThat(data.data().samples()).hasSize(25);
    assertThat(data.test().samples()).hasSize(7);
    assertThat(data.classes()).isEqualTo(10);
    assertThat(data.notes())
        .contains(
            "The images are those of data_batch_1.bin, data_batch_2.bin.",
            "The images are those of test_batch.bin.")
        .noneMatch(note -> note.contains("--test"));
    Files.delete(folder.resolve("test_batch.bin"));
    data = TuningData.of(options(folder.toString(), 25), 0);
    assertThat(data.test().samples()).isEqualTo(data.data().samples());
    assertThat(data.notes()).anyMatch(note -> note.contains("--test"));
  }

  @Test
  void withoutImagesToTestOnTheAccuracyIsThatOfTraining() {
    TuningData data = TuningData.of(options("builtin:shapes-train", 300), 0);
    assertThat(data.test().samples()).isEqualTo(data.data().samples()).hasSize(300);
    assertThat(data.notes()).anyMatch(note -> note.contains("No --test images"));
  }
}
