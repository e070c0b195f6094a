package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;

/**
 * Paths as a study writes them: against its own folder, and never out of it unless they are
 * absolute, so that a study that came from elsewhere reads nothing that its reader does not see.
 *
 * @param folder absolute
 */
record StudyPaths(Path folder) {
  /** Entries that a glob may look at. */
  private static final int MOST_LOOKED_AT = 200_000;

  static StudyPaths beside(Path folder) {
    return new StudyPaths(folder);
  }

  /**
   * A path.
   *
   * @throws UnusableInputException if it is none or leaves the folder
   */
  Path resolve(String text) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw new UnusableInputException(Problems.shown(text) + " is not a path.", e);
    }
    if (path.isAbsolute()) {
      return path;
    }
    Path resolved = folder.resolve(path).normalize();
    if (!resolved.startsWith(folder)) {
      throw new UnusableInputException(
          Problems.shown(text)
              + " leaves the folder of the study; give an absolute path if that is meant.");
    }
    return relative(resolved);
  }

  /** As short as it can be said from where the program runs, for messages and results. */
  private static Path relative(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
  }

  /** Whether a text is a pattern, not the name of something that is there. */
  boolean isGlob(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0) && !exists(text);
  }

  private boolean exists(String text) {
    try {
      return Files.exists(folder.resolve(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * What matches a glob, in the order of the names; hidden files do not.
   *
   * @throws UnusableInputException if it is no glob, leaves the folder, or looks at too much
   */
  List<Path> glob(String text) {
    int special = 0;
    while ("*?[{".indexOf(text.charAt(special)) < 0) {
      special++;
    }
    String fixed = text.substring(0, text.lastIndexOf('/', special) + 1);
    String pattern = text.substring(fixed.length());
    Path base = fixed.isEmpty() ? relative(folder) : resolve(fixed);
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    int depth =
        pattern.contains("**") ? 32 : (int) pattern.chars().filter(c -> c == '/').count() + 1;
    try (Stream<Path> entries = Files.walk(base, depth)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      int[] looked = {0};
      return entries
          .peek(
              entry -> {
                if (++looked[0] > MOST_LOOKED_AT) {
                  throw new UnusableInputException(
                      Problems.shown(text) + " would have to look at too many files.");
                }
              })
          .filter(entry -> !entry.equals(base) && visible(base.relativize(entry)))
          .filter(entry -> matcher.matches(base.relativize(entry)))
          .sorted()
          .toList();
    } catch (PatternSyntaxException e) {
      throw new UnusableInputException(
          Problems.shown(text) + " is not a pattern of names: " + e.getDescription() + ".", e);
    } catch (IOException | UncheckedIOException e) {
      throw new UnusableInputException(
          Problems.shown(text) + " cannot be looked up: " + e.getMessage() + ".", e);
    }
  }

  private static boolean visible(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  /** The file's name without its ending, for use as an id. */
  static Optional<String> stem(Path path) {
    return Optional.ofNullable(path.getFileName())
        .map(Path::toString)
        .map(
            name ->
                Files.isDirectory(path)
                    ? name
                    : name.replaceFirst("(?<=.)(\\.pth)?\\.[A-Za-z0-9]{1,11}$", ""));
  }
}
