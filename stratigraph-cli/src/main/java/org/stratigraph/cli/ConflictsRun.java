package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.stratigraph.UnusableInputException;
import org.stratigraph.network.RunFolder;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.store.TrainingDirectory;

/**
 * A run directory whose checkpoints {@code conflicts} measures.
 *
 * @param folder the directory
 * @param epochs to measure, rising; never empty
 * @param learningRate the first of the training
 * @param batch images a step
 * @param seed of the training
 */
record ConflictsRun(
    RunFolder folder, List<Integer> epochs, double learningRate, int batch, long seed) {
  ConflictsRun {
    epochs = List.copyOf(epochs);
  }

  /**
   * The run directory among the files, if it is one.
   *
   * @param wanted the epochs as written, such as {@code 0-9,20}; all that are kept if empty
   * @throws UnusableInputException if there is something beside it, epochs are wanted of something
   *     else or are not kept, or the directory is damaged
   */
  static Optional<ConflictsRun> of(List<Path> files, Optional<String> wanted) {
    Optional<Path> run = files.stream().filter(RunFolder::isOne).findFirst();
    if (run.isEmpty()) {
      wanted.ifPresent(
          text -> {
            throw new UnusableInputException(
                "--epochs "
                    + text
                    + " is for a run directory of 'stratigraph train'; FILE is none.");
          });
      return Optional.empty();
    }
    if (files.size() > 1) {
      throw new UnusableInputException(
          run.get() + " is a run directory with checkpoints of its own; give it alone.");
    }
    RunFolder folder = new RunFolder(run.get());
    List<Integer> kept = folder.epochs();
    if (kept.isEmpty()) {
      throw new UnusableInputException(
          run.get() + " keeps no checkpoint yet; give the command of its training again.");
    }
    RunIdentity identity = TrainingDirectory.peek(run.get());
    try {
      return Optional.of(
          new ConflictsRun(
              folder,
              wanted.map(text -> chosen(text, kept, run.get())).orElse(kept),
              Double.parseDouble(value(identity, "learning rate", run.get())),
              Integer.parseInt(value(identity, "batch", run.get())),
              Long.parseLong(value(identity, "seed", run.get()))));
    } catch (NumberFormatException e) {
      throw new UnusableInputException(
          run.get() + ": its training.json is damaged (" + e.getMessage() + ").", e);
    }
  }

  private static String value(RunIdentity identity, String part, Path run) {
    return identity
        .value(part)
        .orElseThrow(
            () -> new UnusableInputException(run + ": its training.json has no " + part + "."));
  }

  private static List<Integer> chosen(String text, List<Integer> kept, Path run) {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      if (!part.matches("\\d{1,9}(-\\d{1,9})?")) {
        throw new UnusableInputException(
            "--epochs " + text + " is not a list of epochs such as 0-9 or 0,5,10.");
      }
      String[] ends = part.split("-", -1);
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      List<Integer> found = new ArrayList<>(kept);
      found.removeIf(epoch -> epoch < first || epoch > last);
      if (found.isEmpty()) {
        throw new UnusableInputException(
            "--epochs %s: %s keeps no epoch of %s; it keeps %d epochs from %d to %d."
                .formatted(text, run, part, kept.size(), kept.get(0), kept.get(kept.size() - 1)));
      }
      chosen.addAll(found);
    }
    return List.copyOf(chosen);
  }
}
