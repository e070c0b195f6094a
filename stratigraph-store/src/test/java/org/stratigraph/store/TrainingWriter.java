package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.stratigraph.network.RunDescription;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.training.Subjects;
import org.stratigraph.training.TrainingListener;

/**
 * A program that trains with fake engines into a run directory and prints each epoch once it is
 * kept. Started by tests as a process of its own, to be killed or to run out of disk.
 */
final class TrainingWriter {
  static final RunIdentity IDENTITY = Samples.identity("network", "resnet20-cifar", "seed", "0");
  static final RunDescription DESCRIPTION =
      new RunDescription(Optional.of("resnet20-cifar"), Shape.of(3, 32, 32), 5, Optional.empty());

  private TrainingWriter() {}

  static TrainingDirectory open(Path path, boolean keepAll) {
    return TrainingDirectory.open(path, IDENTITY, DESCRIPTION, Optional.empty(), keepAll);
  }

  /** Trains to the end. */
  static void train(Path path, boolean keepAll) {
    try (TrainingDirectory run = open(path, keepAll)) {
      Subjects.twoParts().run(run, TrainingListener.none(), List.of());
    }
  }

  /** Trains until an epoch is kept. */
  static void trainUntil(Path path, int last, boolean keepAll) {
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void step(int epoch, int step, int steps, double loss) {
            if (epoch > last) {
              throw new CancellationException("enough");
            }
          }

          @Override
          public void epoch(EpochRecord record) {}
        };
    try (TrainingDirectory run = open(path, keepAll)) {
      assertThatThrownBy(() -> Subjects.twoParts().run(run, stop, List.of()))
          .isInstanceOf(CancellationException.class);
      assertThat(run.lastEpoch()).hasValue(last);
      assertThat(run.isComplete()).isFalse();
    }
  }

  /** Arguments: the directory, and {@code wait} to train only once standard input ends. */
  public static void main(String[] arguments) throws IOException {
    try (TrainingDirectory run = open(Path.of(arguments[0]), true)) {
      System.out.println("open");
      if (arguments.length > 1 && System.in.read() >= 0) {
        throw new IllegalStateException("nothing was expected on standard input");
      }
      Subjects.twoParts()
          .run(
              run,
              new TrainingListener() {
                @Override
                public void step(int epoch, int step, int steps, double loss) {}

                @Override
                public void epoch(EpochRecord record) {
                  System.out.println(record.epoch());
                }
              },
              List.of());
      System.out.println("done");
    } catch (UncheckedIOException e) {
      System.out.println("failed: " + e.getMessage());
      System.exit(3);
    }
  }

  /** The command that starts it; DuckDB unpacks its library into the given folder. */
  static List<String> command(Path temporary, Path run) throws IOException {
    Files.createDirectories(temporary);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(TrainingWriter.class.getName());
    command.add(run.toString());
    return command;
  }
}
