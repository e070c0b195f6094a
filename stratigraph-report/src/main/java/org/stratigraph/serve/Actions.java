package org.stratigraph.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;
import org.stratigraph.store.CommandFile;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ListedRun.Status;
import org.stratigraph.store.RunCommand;
import org.stratigraph.store.UserKey;

/**
 * Cancels and resumes runs: only those whose command this user's program proved to have written
 * down itself. A directory from elsewhere may name any command and any process. Thread-safe.
 */
final class Actions {
  /** What a resumed run says, beside the run. */
  static final String LOG = "serve.log";

  /** Commands that go on where they were stopped. */
  private static final Set<String> RESUMABLE =
      Set.of("criticality", "lesion", "train", "autotune", "study");

  private final Workshop workshop;
  private final Optional<UserKey> key;
  private final Map<Path, Process> started = new HashMap<>();

  Actions(Workshop workshop, Optional<UserKey> key) {
    this.workshop = workshop;
    this.key = key;
  }

  /** The command that a run names, proven or not. */
  Optional<RunCommand> command(ListedRun run) {
    return CommandFile.read(run.path(), key);
  }

  /** Whether a run can be cancelled here. */
  boolean canCancel(ListedRun run) {
    return run.status() == Status.RUNNING && command(run).flatMap(RunCommand::process).isPresent();
  }

  /** Whether a run can be resumed here. */
  boolean canResume(ListedRun run) {
    return run.status() == Status.INTERRUPTED
        && command(run).filter(Actions::isResumable).isPresent();
  }

  private static boolean isResumable(RunCommand command) {
    return command.own() && RESUMABLE.contains(command.arguments().get(0));
  }

  /**
   * Asks a run to stop after the piece of work in hand, as SIGTERM does.
   *
   * @throws UnusableInputException if it does not run, or its process is not known for sure
   */
  void cancel(ListedRun run) {
    if (run.status() != Status.RUNNING) {
      throw new UnusableInputException("This run is not running.");
    }
    ProcessHandle process =
        command(run)
            .flatMap(RunCommand::process)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "This run cannot be cancelled from here: it is not proven which process of yours works on it. Press Ctrl-C where it was started."));
    if (!process.destroy()) {
      throw new UnusableInputException("The system refused to signal the run's process.");
    }
  }

  /**
   * Gives a run's command once more.
   *
   * @throws UnusableInputException if it is not interrupted, its command is not the user's own, or
   *     it cannot be started
   */
  synchronized void resume(ListedRun run) {
    if (run.status() != Status.INTERRUPTED || isStarting(run)) {
      throw new UnusableInputException("This run is not interrupted.");
    }
    RunCommand command =
        command(run)
            .filter(Actions::isResumable)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "This run cannot be resumed from here: its command was not written down by your own program. Give it yourself."));
    Path log = run.path().resolve(LOG);
    if (Files.exists(log, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnusableInputException("%s is not a plain file; move it away.".formatted(log));
    }
    if (!Files.isDirectory(command.folder())) {
      throw new UnusableInputException(
          "The folder %s, where the command was given, does not exist any more."
              .formatted(command.folder()));
    }
    try {
      started.put(run.path(), workshop.start(command, log));
    } catch (IOException e) {
      throw new UnusableInputException(
          "The run cannot be started (%s).".formatted(IoReason.of(e)), e);
    }
  }

  /** Whether a process that was started here has not ended, whatever the run says of itself. */
  synchronized boolean isStarting(ListedRun run) {
    Process process = started.get(run.path());
    return process != null && process.isAlive();
  }

  /** With which status the process that was started here ended, if it did. */
  synchronized Optional<Integer> ended(ListedRun run) {
    return Optional.ofNullable(started.get(run.path()))
        .filter(process -> !process.isAlive())
        .map(Process::exitValue);
  }
}
