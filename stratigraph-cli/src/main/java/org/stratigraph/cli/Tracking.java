package org.stratigraph.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.store.TensorBoardFile;
import org.stratigraph.tracking.MlflowException;
import org.stratigraph.tracking.MlflowServer;
import org.stratigraph.tracking.TrackedRun;

/**
 * Tells experiment trackers what was found. A server that fails costs no result: it is said once,
 * what it did not get is tried again at the end, and the work goes on meanwhile.
 */
final class Tracking {
  private final Terminal terminal;
  private final Optional<MlflowServer> server;
  private final Optional<Path> tensorboard;
  private final List<TrackedRun> unsent = new ArrayList<>();
  private boolean failing;
  private boolean unwritten;
  private int sent;
  private int there;

  private Tracking(Terminal terminal, Optional<MlflowServer> server, Optional<Path> tensorboard) {
    this.terminal = terminal;
    this.server = server;
    this.tensorboard = tensorboard;
  }

  /**
   * Begins: a server that does not answer is told of before the work rather than behind it.
   *
   * @throws UnusableInputException as {@link TrackingOptions#check}
   */
  static Tracking begin(TrackingOptions options, Terminal terminal) {
    options.check();
    Tracking tracking = new Tracking(terminal, options.server(), options.tensorboard);
    tracking.server.ifPresent(
        server -> {
          try {
            server.check();
          } catch (MlflowException e) {
            tracking.failing = true;
            terminal.note(
                "MLflow gets nothing yet: " + e.getMessage() + " It is tried again at the end.");
          }
        });
    return tracking;
  }

  /**
   * Tells of a run that is kept already.
   *
   * @param folder of its own, for files
   */
  void tell(TrackedRun run, String folder) {
    tensorboard.ifPresent(place -> write(run, place.resolve(folder)));
    if (server.isEmpty()) {
      return;
    }
    if (failing) {
      unsent.add(run);
      return;
    }
    try {
      send(server.get(), run);
    } catch (MlflowException e) {
      failing = true;
      unsent.add(run);
      terminal.note("MLflow did not get " + run.name() + ": " + e.getMessage());
    }
  }

  private void write(TrackedRun run, Path folder) {
    try {
      TensorBoardFile.write(run, folder);
    } catch (UnusableInputException | UncheckedIOException e) {
      unwritten = true;
      terminal.error("TensorBoard did not get " + run.name() + ": " + e.getMessage());
    }
  }

  private void send(MlflowServer to, TrackedRun run) {
    if (to.send(run)) {
      sent++;
    } else {
      there++;
    }
  }

  /**
   * Tries again what was not sent, and says what went where.
   *
   * @param kept where the results are, for people
   * @return whether everybody was told everything
   */
  boolean finish(String kept) {
    if (!unwritten) {
      tensorboard.ifPresent(place -> terminal.note("Wrote " + place + " for TensorBoard"));
    }
    if (server.isEmpty()) {
      return !unwritten;
    }
    MlflowServer to = server.get();
    try {
      while (!unsent.isEmpty()) {
        send(to, unsent.get(0));
        unsent.remove(0);
      }
    } catch (MlflowException e) {
      terminal.error(
          "MLflow did not get %s: %s The results are kept in %s; give the same command again to send them."
              .formatted(runs(unsent.size()), e.getMessage(), kept));
      return false;
    } finally {
      if (sent + there > 0) {
        terminal.note(
            "MLflow has %s in experiment %s at %s%s"
                .formatted(
                    runs(sent + there),
                    to.experiment(),
                    to.address(),
                    there == 0 ? "" : ", " + there + " of them from before"));
      }
    }
    return !unwritten;
  }

  private static String runs(int count) {
    return count == 1 ? "1 run" : count + " runs";
  }
}
