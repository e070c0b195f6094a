package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a training leaves behind. */
class TrainTest extends FakeTrainings {
  @Test
  void trainsAndIsThenANetworkLikeAnyOther() throws IOException {
    Path images = images();
    CliRun trained = train("--test", images.toString(), "--json", path("t.json")).assertDone();
    assertThat(trained.out())
        .contains("Plan", "resnet20-cifar, 269,722 parameters", "40 of [3, 32, 32], 128 a step")
        .contains("tested on 10", "standard", "crop=4,flip", "Trained 2 epochs: test accuracy ");
    assertThat(trained.err())
        .contains("before training: test accuracy")
        .contains("epoch 1 of 2: loss", "epoch 2 of 2: loss", "images/s")
        .contains("Wrote " + path("run/network.onnx"), "Wrote " + path("t.json"));
    JsonNode json = new ObjectMapper().readTree(folder.resolve("t.json").toFile());
    assertThat(json.get("format").asText()).isEqualTo("stratigraph.training/1");
    assertThat(json.get("epochs")).hasSize(3);
    assertThat(json.get("epochs").get(0).get("loss").isNull()).isTrue();
    assertThat(json.get("epochs").get(2).get("test_accuracy").isNumber()).isTrue();
    assertThat(json.get("identity").get("seed").asText()).isEqualTo("0");

    assertThat(run("inspect", path("run")).assertDone().out()).contains("layer3.2.conv2");
    CliRun criticality =
        run(
            "criticality",
            path("run"),
            "--data",
            images.toString(),
            "--reset",
            "initial",
            "--layers",
            "layer3.2.conv2",
            "--accept-baseline",
            "--run",
            path("criticality"));
    criticality.assertDone();
    assertThat(criticality.out()).contains("layer3.2.conv2", "initial");
    // The architecture's own tensors, so that any tool that knows it can load them.
    run("inspect", path("run/checkpoints/epoch-001.safetensors"), "--arch", "resnet20-cifar")
        .assertDone();
  }

  @Test
  void aDryRunWritesNothing() {
    CliRun run = train("--dry-run").assertDone();
    assertThat(run.out()).contains("Plan", "roughly");
    assertThat(run.out())
        .containsPattern(
            "watched +after each epoch: how far weights move.* conflict, on 40 images");
    assertThat(train("--dry-run", "--no-watch").assertDone().out())
        .containsPattern("watched +nothing");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  /** What measures the run afterwards prepares images as the training did. */
  @Test
  void imagesThatAreStandardisedOneByOne() throws IOException {
    String[] standardised = {"--preprocess", "standardised", "--epochs", "1"};
    assertThat(train(standardised).assertDone().out()).contains("each image standardised");
    run("conflicts", path("run"), "--data", "builtin:shapes-train", "--json", path("c.json"))
        .assertDone();
    assertThat(json("c.json").at("/settings/preprocessing").asText())
        .isEqualTo("RGB in [0,1], each image standardised");
    train("--preprocess", "none", "--epochs", "1").assertUnusable("preprocessing", "standardised");
    train("--preprocess", "standardised", "--method", "adversarial", "--run", path("other"))
        .assertUnusable("--method adversarial", "standardised", "--preprocess");
  }

  @Test
  void theSeedFixesEverything() throws IOException {
    train().assertDone();
    train("--run", path("second"), "--threads", "1").assertDone();
    train("--run", path("other"), "--seed", "1").assertDone();
    byte[] network = Files.readAllBytes(folder.resolve("run/network.onnx"));
    assertThat(Files.readAllBytes(folder.resolve("second/network.onnx"))).isEqualTo(network);
    assertThat(Files.readAllBytes(folder.resolve("other/network.onnx"))).isNotEqualTo(network);
  }

  @Test
  void anOnnxModelIsTrainedFromItsOwnWeightsOrNewOnes() throws IOException {
    train().assertDone();
    String model = path("run/network.onnx");
    String[] more = {"--preprocess", "cifar10", "--run", path("tuned"), "--arch", model};
    train(more).assertDone();
    train("--preprocess", "cifar10", "--run", path("new"), "--arch", model, "--from-scratch")
        .assertDone();
    byte[] own = Files.readAllBytes(folder.resolve("tuned/checkpoints/epoch-000.safetensors"));
    byte[] last = Files.readAllBytes(folder.resolve("run/checkpoints/epoch-002.safetensors"));
    byte[] drawn = Files.readAllBytes(folder.resolve("new/checkpoints/epoch-000.safetensors"));
    assertThat(own).isEqualTo(last);
    assertThat(drawn).isNotEqualTo(last);
    run("inspect", path("tuned")).assertDone();
    train("--arch", model, "--run", path("unprepared")).assertUnusable("--preprocess");
  }
}
