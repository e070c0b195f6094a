package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command does not take. */
class TrainRefusalTest extends FakeTrainings {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--method magic; no training method; contrastive",
        "--method adversarial:eps=large; eps=large; not a number",
        "--method adversarial:radius=1; no option; eps=NUMBER",
        "--method contrastive --epochs 1; at least 2 epochs; contrastive",
        "--optimizer lion; lion; adamw",
        "--schedule linear; linear; cosine",
        "--lr 0; --lr 0.0; above 0",
        "--lr fast; fast; --lr",
        "--epochs 0; --epochs 0; from 1",
        "--batch 0; --batch 0; from 1",
        "--keep some; --keep some; all, last",
        "--threads 0; --threads 0; from 1",
        "--arch resnet19-cifar; resnet19-cifar; Did you mean",
        "--arch missing.onnx; missing.onnx; no such file",
        "--arch vgg16 --preprocess cifar10 ; vgg16 does not fit images of [3, 32, 32]; a multiple of 7",
        "--data nowhere; nowhere; no such file",
        "--test nowhere; nowhere; no such file",
        "--json nowhere/t.json; --json; does not exist",
        "--images 0; At least one image; 0",
        "--preprocess magic; magic; cifar10",
      })
  void refusesInOneLine(String options, String first, String second) {
    train(options.strip().split(" ")).assertUnusable(first, second);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void refusesImagesWithoutClassesOrWithOthers() throws IOException {
    Path images = images();
    Path flat = Files.createDirectory(folder.resolve("flat"));
    Files.copy(images.resolve("class0/0.png"), flat.resolve("0.png"));
    train("--data", flat.toString()).assertUnusable("--data", "no classes");
    train("--test", flat.toString()).assertUnusable("--test", "no classes");
    try (Stream<Path> files = Files.list(images.resolve("class9"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(images.resolve("class9"));
    train("--test", images.toString()).assertUnusable("has 9 classes", "has 10");
  }

  @Test
  void anotherConfigurationIsRefusedAndNamed() {
    train().assertDone();
    train("--seed", "1").assertUnusable(path("run"), "with seed 0, not 1", "images (sha256)");
    train("--lr", "0.2", "--epochs", "3")
        .assertUnusable("epochs 2, not 3", "learning rate 0.1, not 0.2");
    train("--method", "adversarial").assertUnusable("method standard, not adversarial:linf");
    train("--arch", "resnet32-cifar").assertUnusable("network resnet20-cifar", "resnet32-cifar");
  }

  @Test
  void aDirectoryThatHoldsSomethingElseIsNotTouched() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("notes.txt"), "mine");
    train().assertUnusable("notes.txt", "Nothing in it was changed");
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files).containsExactly(run.resolve("notes.txt"));
    }
  }
}
