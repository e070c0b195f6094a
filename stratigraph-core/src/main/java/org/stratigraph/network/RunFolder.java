package org.stratigraph.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.file.IoReason;
import org.stratigraph.graph.Graph;

/**
 * The files by which the run directory of a training is a network like any other: {@code
 * network.json} says what was trained, {@code checkpoints/epoch-000.safetensors} and so on hold the
 * weights after each epoch, {@code graph.onnx} the operators where no known architecture has them,
 * and {@code network.onnx} the trained network once it is complete. Each is there whole or not at
 * all.
 *
 * @param path the directory
 */
public record RunFolder(Path path) {
  private static final Pattern CHECKPOINT = Pattern.compile("epoch-([0-9]{3,9})\\.safetensors");

  /** Whether a path is the run directory of a training. */
  public static boolean isOne(Path path) {
    return Files.isRegularFile(new RunFolder(path).description());
  }

  /** {@code network.json}. */
  public Path description() {
    return path.resolve("network.json");
  }

  /** {@code graph.onnx}: operators and initial weights. */
  public Path graph() {
    return path.resolve("graph.onnx");
  }

  /** {@code network.onnx}. */
  public Path network() {
    return path.resolve("network.onnx");
  }

  /** {@code weight-change.json}: how far the weights moved in each epoch, if that was watched. */
  public Path weightChange() {
    return path.resolve("weight-change.json");
  }

  /** {@code conflicts.json}: the conflicting layers after each epoch, if they were watched. */
  public Path conflicts() {
    return path.resolve("conflicts.json");
  }

  /** {@code checkpoints}. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /**
   * The weights after an epoch.
   *
   * @param epoch from 0, the initial weights
   */
  public Path checkpoint(int epoch) {
    return checkpoints().resolve(checkpointName(epoch));
  }

  /** The name of {@link #checkpoint}. */
  public String checkpointName(int epoch) {
    return String.format(Locale.ROOT, "epoch-%03d.safetensors", epoch);
  }

  /**
   * A network of the run as it was after an epoch.
   *
   * @param network with the weights of any epoch
   * @throws UnusableInputException if the checkpoint cannot be read or holds other tensors
   */
  public Graph after(int epoch, Graph network) {
    Path file = checkpoint(epoch);
    try {
      return network.withInitialisers(SafetensorsFile.read(file));
    } catch (IllegalArgumentException e) {
      throw new UnusableInputException(
          file + ": its tensors are not those of the run's newest checkpoint: " + e.getMessage(),
          e);
    }
  }

  /**
   * The epochs whose weights are there, rising.
   *
   * @throws UnusableInputException if the folder cannot be read
   */
  public List<Integer> epochs() {
    if (!Files.isDirectory(checkpoints())) {
      return List.of();
    }
    List<Integer> epochs = new ArrayList<>();
    try (Stream<Path> files = Files.list(checkpoints())) {
      for (Path file : files.toList()) {
        Matcher name = CHECKPOINT.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          epochs.add(Integer.parseInt(name.group(1)));
        }
      }
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(checkpoints(), IoReason.of(e)), e);
    }
    return epochs.stream().sorted().toList();
  }

  /** The last epoch whose weights are there. */
  public OptionalInt newest() {
    List<Integer> epochs = epochs();
    return epochs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(epochs.get(epochs.size() - 1));
  }

  /** Whether the training came to its end. */
  public boolean isComplete() {
    return Files.isRegularFile(network());
  }

  /**
   * The initial weights of a network, where a path is a training's run directory and has them.
   *
   * @param path of any network
   */
  public static Optional<Path> initialWeights(Path path) {
    return Optional.of(new RunFolder(path).checkpoint(0))
        .filter(file -> isOne(path) && Files.isRegularFile(file));
  }
}
