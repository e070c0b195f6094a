package org.stratigraph.cli;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.store.TrainingDirectory;
import org.stratigraph.training.DivergedException;
import org.stratigraph.training.TrainingRun;

/** The epochs of a training in this process: from where it was to its end, or to what stops it. */
final class TrainingSession {
  private final Terminal terminal;
  private final TrainingDirectory directory;
  private final String subject;
  private final int batch;
  private Optional<String> failure = Optional.empty();

  /**
   * Nothing is done yet.
   *
   * @param directory that keeps it
   * @param subject what is trained
   * @param batch images a step
   */
  TrainingSession(Terminal terminal, TrainingDirectory directory, String subject, int batch) {
    this.terminal = terminal;
    this.directory = directory;
    this.subject = subject;
    this.batch = batch;
  }

  /** Trains what is left; the exit status. */
  @SuppressWarnings("try") // The progress ends before the error line.
  int run(TrainingRun training, Watches watches) {
    if (directory.isComplete()) {
      terminal.note("The training in " + directory.path() + " is complete already.");
      return ExitStatus.DONE;
    }
    int last = directory.lastEpoch().orElse(0);
    if (directory.lastEpoch().isPresent()) {
      terminal.note(
          "Going on with "
              + directory.path()
              + ", which holds epoch "
              + last
              + " of "
              + training.epochs()
              + ".");
    }
    try (Interruption interruption = Interruption.watch(terminal);
        ProgressFile live = LiveRun.begin(Optional.of(directory.path()), "train", subject);
        TrainingProgress progress =
            new TrainingProgress(
                terminal,
                interruption,
                training.phases(),
                last,
                batch,
                watches,
                directory.records(),
                live)) {
      try {
        training.run(directory, progress, List.of(watches));
        return ExitStatus.DONE;
      } catch (Interrupted stop) {
        progress.close();
        terminal.error("Interrupted. " + kept() + " give the same command again to go on.");
        return interruption.status().orElse(ExitStatus.INTERRUPTED);
      } catch (DivergedException diverged) {
        progress.close();
        return failed(diverged.getMessage() + " " + lastGood());
      } catch (UncheckedIOException failed) {
        progress.close();
        return failed(
            failed.getMessage()
                + " "
                + kept()
                + " once that is mended, give the same command again to go on.");
      }
    }
  }

  /** Why it failed, in whole sentences, if it did. */
  Optional<String> failure() {
    return failure;
  }

  private int failed(String sentences) {
    failure = Optional.of(sentences);
    terminal.error(sentences);
    return ExitStatus.FAILED;
  }

  private String kept() {
    return directory.lastEpoch().isPresent()
        ? "Everything up to epoch %d is kept in %s;"
            .formatted(directory.lastEpoch().getAsInt(), directory.path())
        : "Nothing was trained yet;";
  }

  private String lastGood() {
    return directory.lastEpoch().isPresent()
        ? "The last good checkpoint is %s. Train with a lower --lr, in another --run."
            .formatted(directory.folder().checkpoint(directory.lastEpoch().getAsInt()))
        : "There is no good checkpoint.";
  }
}
