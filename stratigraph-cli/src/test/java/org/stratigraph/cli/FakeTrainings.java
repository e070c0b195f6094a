package org.stratigraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.evaluation.Device;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.FakeBatches;
import org.stratigraph.training.FakeTrainer;
import org.stratigraph.training.Phase;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;

/** Runs the command with an engine that learns nothing: all but the training itself. */
abstract class FakeTrainings {
  static final TrainingTools FAKE =
      new TrainingTools() {
        @Override
        public Trainer trainer(int threads, Device device) {
          return new FakeTrainer();
        }

        @Override
        public TrainingBatches batches(
            DecodedImages images, Phase phase, int batchSize, int threads) {
          return new FakeBatches(Shape.of(3, 32, 32), 10, 2, phase.plan().seed());
        }
      };

  /** The same, but something happens before the first batch of an epoch. */
  record Troubled(int at, Runnable trouble) implements TrainingTools {
    Troubled(Runnable trouble) {
      this(2, trouble);
    }

    @Override
    public Trainer trainer(int threads, Device device) {
      return FAKE.trainer(threads, device);
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

  @TempDir Path folder;

  static CliRun run(String... arguments) {
    return run(FAKE, new StringWriter(), arguments);
  }

  static CliRun run(TrainingTools tools, StringWriter err, String... arguments) {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    int status = Main.execute(terminal, tools, arguments);
    return new CliRun(status, out.toString(), err.toString());
  }

  CliRun train(String... more) {
    return train(FAKE, new StringWriter(), more);
  }

  CliRun train(TrainingTools tools, StringWriter err, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", "--arch", "resnet20-cifar"));
    arguments.addAll(List.of("--data", "builtin:shapes-train", "--images", "40"));
    arguments.addAll(List.of("--run", path("run"), "--epochs", "2"));
    arguments.addAll(List.of(more));
    // A later option counts: tests override what stands above.
    return run(tools, err, last(arguments));
  }

  /** The arguments with only the last of each option, which picocli would refuse otherwise. */
  static String[] last(List<String> arguments) {
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

  String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Ten classes with one image each. */
  Path images() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int label = 0; label < 10; label++) {
      Path of = Files.createDirectory(images.resolve("class" + label));
      BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
      image.setRGB(label, label, 0xffffff);
      ImageIO.write(image, "png", of.resolve("0.png").toFile());
    }
    return images;
  }

  JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
