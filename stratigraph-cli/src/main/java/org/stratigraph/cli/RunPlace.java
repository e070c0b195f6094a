package org.stratigraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.criticality.MemoryLog;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;

/**
 * Where a run keeps its measurements while it goes on.
 *
 * @param path the directory
 * @param temporary whether it is the program's own and goes away when the run has ended; otherwise
 *     the user asked for it
 */
record RunPlace(Path path, boolean temporary) {
  private static final Path OWN = Path.of(".stratigraph");

  /**
   * The directory that the user named, or one that the same command finds again.
   *
   * @param name of the network, for people
   * @param identity the hash of what makes the run the run that it is
   */
  static RunPlace of(Optional<Path> run, String name, String identity) {
    if (run.isPresent()) {
      return new RunPlace(run.get(), false);
    }
    String legible = name.replaceAll("[^A-Za-z0-9._-]", "-");
    String shortened = legible.substring(0, Math.min(40, legible.length()));
    return new RunPlace(OWN.resolve(shortened + "-" + identity.substring(0, 12)), true);
  }

  /**
   * Opens the directory. A run that nobody asked to keep goes on without one if it cannot have it.
   *
   * @throws UnusableInputException if the directory that the user named cannot be used
   */
  Optional<RunDirectory> open(RunIdentity identity, Terminal terminal) {
    try {
      return Optional.of(RunDirectory.open(path, identity));
    } catch (UnusableInputException | UncheckedIOException e) {
      if (!temporary) {
        throw e;
      }
      terminal.note(
          "Measurements are kept in memory only, and an interruption loses them: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  /** Where measurements go: into the directory, or else into memory. Says what is there already. */
  static MeasurementLog log(Optional<RunDirectory> directory, Terminal terminal) {
    directory
        .filter(run -> run.recorded() > 0)
        .ifPresent(
            run ->
                terminal.note(
                    "Going on with "
                        + run.path()
                        + ", which holds "
                        + run.recorded()
                        + " measurements."));
    return directory.<MeasurementLog>map(run -> run).orElseGet(MemoryLog::new);
  }

  /** Removes a directory of the program's own, after its results have been written. */
  void discard() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      for (Path folder : List.of(path, OWN)) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Another run is still at work beside this one.
      return;
    } catch (IOException e) {
      // What stays is small, and the next run of the same command takes it away.
      return;
    }
  }
}
