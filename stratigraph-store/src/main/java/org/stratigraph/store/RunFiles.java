package org.stratigraph.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/**
 * The files of a run directory.
 *
 * @param directory as the user gave it, for messages
 * @param database the database; it is there only with all of its tables
 * @param unborn where a new database is made before it gets its name
 */
record RunFiles(Path directory, Path database, Path unborn) {
  static final String DATABASE = "run.duckdb";
  private static final String UNBORN = "run.duckdb.new";

  /** What may be there when a run was ended before its database had its name. */
  private static final Set<String> BEFORE_BIRTH =
      Set.of(RunLock.FILE, UNBORN, UNBORN + ".wal", UNBORN + ".tmp");

  /** Creates the directory if it is not there; otherwise as {@link #inspect}. */
  static RunFiles prepare(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw notADirectory(directory);
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot create the run directory %s: %s. Choose another --run."
              .formatted(directory, IoReason.of(e)),
          e);
    }
    return inspect(directory);
  }

  /**
   * Looks at a directory and changes nothing.
   *
   * @throws UnusableInputException if it is not there, or holds something that is not a run
   */
  static RunFiles inspect(Path directory) {
    if (!Files.exists(directory)) {
      throw new UnusableInputException("The run directory %s does not exist.".formatted(directory));
    }
    if (!Files.isDirectory(directory)) {
      throw notADirectory(directory);
    }
    RunFiles files =
        new RunFiles(directory, directory.resolve(DATABASE), directory.resolve(UNBORN));
    if (!files.hasDatabase()) {
      files.checkUnused();
    }
    return files;
  }

  /** Whether a directory has the database of a run, whatever else it has. */
  static boolean isRun(Path directory) {
    return Files.isRegularFile(directory.resolve(DATABASE));
  }

  /** Whether a run was begun here. */
  boolean hasDatabase() {
    return Files.exists(database);
  }

  private void checkUnused() {
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !BEFORE_BIRTH.contains(name))
          .sorted()
          .findFirst()
          .ifPresent(
              name -> {
                throw new UnusableInputException(
                    ("The directory %s is not a run directory: it holds %s and no %s. Nothing "
                            + "in it was changed; choose another --run.")
                        .formatted(directory, name, DATABASE));
              });
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot look into the run directory %s: %s.".formatted(directory, IoReason.of(e)), e);
    }
  }

  private static UnusableInputException notADirectory(Path directory) {
    return new UnusableInputException(
        "%s is not a directory. Choose another --run.".formatted(directory));
  }
}
