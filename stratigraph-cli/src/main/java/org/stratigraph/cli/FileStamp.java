package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/** What tells, without reading it, whether a file is probably still the same. */
final class FileStamp {
  private FileStamp() {}

  /**
   * Path, size and time of the last change.
   *
   * @throws UnusableInputException if it is not there
   */
  static String of(Path path) {
    try {
      return "%s, %s bytes, %s"
          .formatted(
              path.toAbsolutePath().normalize(),
              Files.isDirectory(path) ? 0 : Files.size(path),
              Files.getLastModifiedTime(path));
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s: cannot be read (%s).".formatted(path, IoReason.of(e)), e);
    }
  }

  /** The same for what {@code --data} takes; a name that is no single path stands for itself. */
  static String ofData(String data) {
    try {
      return data.startsWith("builtin:") || !Files.exists(Path.of(data)) ? data : of(Path.of(data));
    } catch (InvalidPathException e) {
      return data;
    }
  }
}
