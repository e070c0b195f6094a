package org.stratigraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.stratigraph.UnusableInputException;

/** A file that is going to be written. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Checks that the file can be made or replaced.
   *
   * @param option the option that names it
   * @throws UnusableInputException if its folder does not exist or cannot be written to, or it is a
   *     folder itself
   */
  static void check(String option, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || Files.isDirectory(absolute)) {
      throw new UnusableInputException(
          option + " " + file + " is a folder; give the name of a file.");
    }
    if (!Files.isDirectory(folder)) {
      throw new UnusableInputException(
          option + " " + file + ": the folder " + folder + " does not exist; make it first.");
    }
    if (!Files.isWritable(folder) || Files.exists(absolute) && !Files.isWritable(absolute)) {
      throw new UnusableInputException(
          option + " " + file + " cannot be written: no permission, or a read-only file system.");
    }
  }

  /**
   * Writes text in UTF-8; the file is there wholly or not at all.
   *
   * @throws UncheckedIOException if it cannot be written; an older file is then untouched
   */
  static void write(Path file, String text) {
    Path absolute = file.toAbsolutePath();
    Path aside = absolute.resolveSibling(absolute.getFileName() + ".part");
    try {
      try {
        Files.writeString(aside, text);
        Files.move(aside, absolute, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
