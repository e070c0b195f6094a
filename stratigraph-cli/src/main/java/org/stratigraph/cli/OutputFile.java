package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
    if (!Files.isWritable(folder) || (Files.exists(absolute) && !Files.isWritable(absolute))) {
      throw new UnusableInputException(
          option + " " + file + " cannot be written: no permission, or a read-only file system.");
    }
  }

  /**
   * Checks that all files can be made or replaced, and that no two are the same.
   *
   * @param files by the options that name them
   * @throws UnusableInputException naming the option and what stands in its way
   */
  static void check(Map<String, Path> files) {
    Set<Path> taken = new HashSet<>();
    files.forEach(
        (option, file) -> {
          check(option, file);
          if (!taken.add(file.toAbsolutePath().normalize())) {
            throw new UnusableInputException(
                option + " " + file + " is also where another result goes; name another file.");
          }
        });
  }

  /** Writes a file if there is to be one, and says so. */
  static void write(Optional<Path> file, Consumer<Path> writer, Terminal terminal) {
    file.ifPresent(
        path -> {
          writer.accept(path);
          terminal.note("Wrote " + path);
        });
  }
}
