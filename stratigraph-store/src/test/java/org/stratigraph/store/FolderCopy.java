package org.stratigraph.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of a folder with all that is in it, for a test to damage. */
final class FolderCopy {
  private FolderCopy() {}

  /**
   * Copies.
   *
   * @param to a folder that is not there yet
   * @return the same
   */
  static Path of(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
