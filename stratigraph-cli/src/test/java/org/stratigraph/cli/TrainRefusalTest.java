package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    run("train", "--arch", "resnet20-cifar", "--run", path("run")).assertUnusable("--data PATH");
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

  /** One in the middle, which no look at the first image finds. */
  @Test
  void anImageThatCannotBeReadStopsOrIsLeftOut() throws IOException {
    Path images = images();
    Files.writeString(images.resolve("class5/0.png"), "no image");
    String[] given = {"--data", images.toString(), "--images", "10", "--test", images.toString()};
    train(given).assertUnusable("class5/0.png cannot be read", "--skip-bad-images");
    assertThat(folder.resolve("run")).doesNotExist();

    List<String> skipping = new ArrayList<>(List.of(given));
    skipping.addAll(List.of("--skip-bad-images", "--json", path("t.json")));
    CliRun trained = train(skipping.toArray(String[]::new)).assertDone();
    assertThat(trained.out()).contains("9 of [3, 32, 32]", "tested on 9");
    assertThat(trained.err()).contains("Left out, because unreadable: class5/0.png (");
    assertThat(json("t.json").at("/information/notes").asText()).contains("class5/0.png");
    assertThat(json("run/conflicts.json").at("/layers/0/samples").asInt()).isEqualTo(9);

    String[] measure = {"conflicts", path("run"), "--data", images.toString(), "--epochs", "2"};
    run(measure).assertUnusable("class5/0.png cannot be read", "--skip-bad-images");
    List<String> more = new ArrayList<>(List.of(measure));
    more.addAll(List.of("--skip-bad-images", "--json", path("c.json")));
    run(more.toArray(String[]::new)).assertDone();
    assertThat(json("c.json").at("/layers/0/samples").asInt()).isEqualTo(9);
    assertThat(json("c.json").get("notes").toString()).contains("class5/0.png");
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
