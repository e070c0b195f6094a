package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;
import org.stratigraph.network.RunFolder;

/**
 * The files of a training's run directory beside those of {@link RunFolder}. The identity is
 * written first, so that a directory without it never held a training.
 *
 * @param folder the directory
 */
record TrainingFiles(RunFolder folder) {
  /** What the training is. */
  static final String IDENTITY = "training.json";

  private static final Pattern STATE = Pattern.compile("state-([0-9]{3,9})\\.safetensors");

  /** What {@link org.stratigraph.file.AtomicFile} leaves when it is killed. */
  private static final Pattern UNFINISHED = Pattern.compile("\\.stratigraph-.*\\.tmp");

  /**
   * Creates the directory if it is not there.
   *
   * @throws UnusableInputException if it cannot be created, or holds something that is not a
   *     training; nothing is then touched
   */
  static TrainingFiles prepare(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new UnusableInputException(
          "%s is not a directory. Choose another --run.".formatted(directory), e);
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot create the run directory %s: %s. Choose another --run."
              .formatted(directory, IoReason.of(e)),
          e);
    }
    TrainingFiles files = new TrainingFiles(new RunFolder(directory));
    if (!Files.exists(files.identity())) {
      files.checkUnused();
    }
    return files;
  }

  private void checkUnused() {
    for (Path file : list(folder.path())) {
      String name = nameOf(file);
      if (!name.equals(RunLock.FILE) && !UNFINISHED.matcher(name).matches()) {
        throw new UnusableInputException(
            "The directory %s is not the run directory of a training: it holds %s and no %s. Nothing in it was changed; choose another --run."
                .formatted(folder.path(), name, nameOf(identity())));
      }
    }
  }

  /** What the training is. */
  Path identity() {
    return folder.path().resolve(IDENTITY);
  }

  /** The figures of each epoch. */
  Path metrics() {
    return folder.path().resolve("metrics.duckdb");
  }

  /** What the engine goes on from after an epoch; that it is there makes the epoch count. */
  Path state(int epoch) {
    return folder.path().resolve(String.format(Locale.ROOT, "state-%03d.safetensors", epoch));
  }

  /** The last epoch that was kept whole. */
  OptionalInt lastEpoch() {
    List<Integer> states = states();
    if (!states.isEmpty()) {
      return OptionalInt.of(states.get(states.size() - 1));
    }
    return Files.exists(folder.checkpoint(0)) ? OptionalInt.of(0) : OptionalInt.empty();
  }

  private List<Integer> states() {
    List<Integer> epochs = new ArrayList<>();
    for (Path file : list(folder.path())) {
      Matcher name = STATE.matcher(nameOf(file));
      if (name.matches()) {
        epochs.add(Integer.parseInt(name.group(1)));
      }
    }
    return epochs.stream().sorted().toList();
  }

  /**
   * Deletes what no longer counts: states before the last two (before the last where the weights of
   * the one before are not kept, or the training is complete), checkpoints that an interruption
   * left behind the last, and with {@code keepAll} false those between the initial weights and it.
   */
  void tidy(int last, boolean keepAll) {
    // Should the newest be damaged, the one before is gone back to.
    int kept = keepAll && !folder.isComplete() ? 2 : 1;
    for (int epoch : states()) {
      if (epoch <= last - kept) {
        delete(state(epoch));
      }
    }
    for (int epoch : folder.epochs()) {
      if (epoch > last || (!keepAll && epoch > 0 && epoch < last)) {
        delete(folder.checkpoint(epoch));
      }
    }
  }

  /** Deletes files that were being written when a run was killed. */
  void removeUnfinished() {
    List<Path> all = new ArrayList<>(list(folder.path()));
    if (Files.isDirectory(folder.checkpoints())) {
      all.addAll(list(folder.checkpoints()));
    }
    all.stream().filter(file -> UNFINISHED.matcher(nameOf(file)).matches()).forEach(this::delete);
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete %s: %s.".formatted(file, IoReason.of(e)), e);
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot look into the run directory %s: %s.".formatted(directory, IoReason.of(e)), e);
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
