package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What stops a training, and how it goes on. */
class TrainResumeTest extends FakeTrainings {
  private void assertGoesOnToTheSame() throws IOException {
    CliRun second = train().assertDone();
    assertThat(second.err())
        .contains("Going on with " + path("run") + ", which holds epoch 1 of 2.");
    train("--run", path("whole")).assertDone();
    assertThat(Files.readAllBytes(folder.resolve("run/network.onnx")))
        .isEqualTo(Files.readAllBytes(folder.resolve("whole/network.onnx")));
  }

  @Test
  void interruptedItKeepsWholeEpochsAndSaysHowToGoOn() throws IOException {
    StringWriter err = new StringWriter();
    CliRun run = train(new Troubled(new ControlC(err)), err);
    assertThat(run.status()).as(run.err()).isEqualTo(130);
    assertThat(run.err())
        .contains(
            "Everything up to epoch 1 is kept in " + path("run"), "give the same command again");
    assertThat(run("inspect", path("run")).assertDone().err() + run("inspect", path("run")).out())
        .contains("not finished: this is its network after epoch 1 of 2");
    assertGoesOnToTheSame();
  }

  @Test
  void aFullDiskKeepsTheLastGoodEpochAndSaysSo() throws IOException {
    Runnable fullDisk =
        () -> {
          throw new UncheckedIOException(
              "Cannot write x: No space left on device.", new IOException("full"));
        };
    CliRun run = train(new Troubled(fullDisk), new StringWriter());
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("stratigraph: ")))
        .containsExactly(
            "stratigraph: Cannot write x: No space left on device. Everything up to epoch 1 is kept in "
                + path("run")
                + "; once that is mended, give the same command again to go on.");
    assertGoesOnToTheSame();
  }

  @Test
  void aCompleteTrainingIsNotTrainedAgain() throws IOException {
    train().assertDone();
    byte[] network = Files.readAllBytes(folder.resolve("run/network.onnx"));
    CliRun again = train("--json", path("t.json")).assertDone();
    assertThat(again.err()).contains("is complete already");
    assertThat(folder.resolve("t.json")).exists();
    assertThat(Files.readAllBytes(folder.resolve("run/network.onnx"))).isEqualTo(network);
  }

  @Test
  void divergenceEndsWithOneAndNamesTheLastGoodCheckpoint() {
    CliRun run = train("--lr", "1e30", "--schedule", "constant", "--optimizer", "sgd:momentum=0");
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("stratigraph: ")))
        .singleElement()
        .asString()
        .contains("The loss became", path("run/checkpoints/epoch-000.safetensors"), "--lr");
    assertThat(folder.resolve("run/network.onnx")).doesNotExist();
    assertThat(run("inspect", path("run")).assertDone().err()).doesNotContain("Exception");
  }
}
