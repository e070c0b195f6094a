package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stratigraph.store.CommandFile;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.store.UserKey;

/**
 * Lets others see that this process works on a run directory, how far it is, and by which command:
 * what {@code stratigraph serve} shows of a run whose database is not to be opened.
 */
final class LiveRun {
  /** A process has one command line; runs within tests have none. */
  private static volatile List<String> arguments = List.of();

  private LiveRun() {}

  /** Remembers the command line of this process. */
  static void ofProcess(String... given) {
    arguments = List.of(given);
  }

  /** Tells nobody. */
  static ProgressFile none() {
    return ProgressFile.start(Optional.empty(), "", "");
  }

  /**
   * Begins to tell.
   *
   * @param run the directory, held by this process; without one nobody is told
   * @param kind of work, as the command is called
   * @param subject what is worked on, for people
   */
  static ProgressFile begin(Optional<Path> run, String kind, String subject) {
    if (run.isPresent() && !arguments.isEmpty()) {
      CommandFile.write(run.get(), arguments, UserKey.ofUser());
    }
    return ProgressFile.start(run, kind, subject);
  }
}
