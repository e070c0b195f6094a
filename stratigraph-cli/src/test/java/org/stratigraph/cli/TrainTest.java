package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.FakeBatches;
import org.stratigraph.training.FakeTrainer;
import org.stratigraph.training.Phase;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;
import sun.misc.Signal;

/** The command with an engine that learns nothing: all but the training itself. */
class TrainTest {
  private static final TrainingTools FAKE =
      new TrainingTools() {
        @Override
        public Trainer trainer(int threads) {
          return new FakeTrainer();
        }

        @Override
        public TrainingBatches batches(
            DecodedImages images, Phase phase, int batchSize, int threads) {
          return new FakeBatches(Shape.of(3, 32, 32), 10, 2, phase.plan().seed());
        }
      };

  /** The same, but something happens before the first batch of an epoch. */
  private record Troubled(int at, Runnable trouble) implements TrainingTools {
    Troubled(Runnable trouble) {
      this(2, trouble);
    }

    @Override
    public Trainer trainer(int threads) {
      return FAKE.trainer(threads);
    }

    @Override
    public TrainingBatches batches(DecodedImages images, Phase phase, int batchSize, int threads) {
      TrainingBatches fake = FAKE.batches(images, phase, batchSize, threads);
      return new TrainingBatches() {
        @Override
        public TrainingBatch batch(int epoch, int index) {
          if (epoch == at && index == 0) {
            trouble.run();
          }
          return fake.batch(epoch, index);
        }

        @Override
        public Shape image() {
          return fake.image();
        }

        @Override
        public int classes() {
          return fake.classes();
        }

        @Override
        public int count() {
          return fake.count();
        }

        @Override
        public List<Float> mean() {
          return fake.mean();
        }

        @Override
        public List<Float> std() {
          return fake.std();
        }

        @Override
        public void close() {
          fake.close();
        }
      };
    }
  }

  @TempDir private Path folder;

  private static CliRun run(String... arguments) {
    return run(FAKE, new StringWriter(), arguments);
  }

  private static CliRun run(TrainingTools tools, StringWriter err, String... arguments) {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    int status = Main.execute(terminal, tools, arguments);
    return new CliRun(status, out.toString(), err.toString());
  }

  private CliRun train(String... more) {
    return train(FAKE, new StringWriter(), more);
  }

  private CliRun train(TrainingTools tools, StringWriter err, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "--arch", "resnet20-cifar"));
    arguments.addAll(List.of("--data", "builtin:shapes-train", "--images", "40"));
    arguments.addAll(List.of("--run", path("run"), "--epochs", "2"));
    arguments.addAll(List.of(more));
    // A later option counts: tests override what stands above.
    return run(tools, err, last(arguments));
  }

  /** The arguments with only the last of each option, which picocli would refuse otherwise. */
  private static String[] last(List<String> arguments) {
    List<String> kept = new ArrayList<>(arguments.subList(0, 1));
    for (int i = 1; i < arguments.size(); i++) {
      String option = arguments.get(i);
      boolean valued = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
      if (!arguments.subList(i + 1, arguments.size()).contains(option)) {
        kept.addAll(arguments.subList(i, valued ? i + 2 : i + 1));
      }
      i += valued ? 1 : 0;
    }
    return kept.toArray(String[]::new);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Ten classes with one image each. */
  private Path images() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int label = 0; label < 10; label++) {
      Path of = Files.createDirectory(images.resolve("class" + label));
      BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
      image.setRGB(label, label, 0xffffff);
      ImageIO.write(image, "png", of.resolve("0.png").toFile());
    }
    return images;
  }

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
  void aCompleteTrainingIsNotTrainedAgain() throws IOException {
    train().assertDone();
    byte[] network = Files.readAllBytes(folder.resolve("run/network.onnx"));
    CliRun again = train("--json", path("t.json")).assertDone();
    assertThat(again.err()).contains("is complete already");
    assertThat(folder.resolve("t.json")).exists();
    assertThat(Files.readAllBytes(folder.resolve("run/network.onnx"))).isEqualTo(network);
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
  void anotherConfigurationIsRefusedAndNamed() {
    train().assertDone();
    train("--seed", "1").assertUnusable(path("run"), "with seed 0, not 1", "images (sha256)");
    train("--lr", "0.2", "--epochs", "3")
        .assertUnusable("epochs 2, not 3", "learning rate 0.1, not 0.2");
    train("--method", "adversarial").assertUnusable("method standard, not adversarial:linf");
    train("--arch", "resnet32-cifar").assertUnusable("network resnet20-cifar", "resnet32-cifar");
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
    Runnable controlC =
        () -> {
          Signal.raise(new Signal("INT"));
          long deadline = System.nanoTime() + 30_000_000_000L;
          while (!err.toString().contains("Stopping")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
          }
        };
    CliRun run = train(new Troubled(controlC), err);
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

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

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
