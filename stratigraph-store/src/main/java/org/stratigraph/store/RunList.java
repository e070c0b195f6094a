package org.stratigraph.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/**
 * All runs below a folder, also those that other processes are at work on. Nothing is locked or
 * changed. Symbolic links are not followed, hidden folders not looked into.
 *
 * <p>What was found out about a run is remembered until one of its files changes, so that a folder
 * can be looked at again and again. Thread-safe; one look at a time.
 */
public final class RunList {
  /** Deeper than anybody sorts runs. */
  private static final int DEEPEST = 8;

  /** More folders than these are no folder of runs. */
  private static final int MOST_FOLDERS = 20_000;

  private final Path root;
  private Map<Path, RunLook> looks = new HashMap<>();
  private boolean complete;

  private RunList(Path root) {
    this.root = root;
  }

  /**
   * The runs of a folder.
   *
   * @param folder a directory, or a link to one
   * @throws UnusableInputException if it is none, or cannot be read
   */
  public static RunList of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UnusableInputException(
          "%s is not a folder. Give the folder that holds your run directories.".formatted(folder));
    }
    try {
      return new RunList(folder.toRealPath());
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s cannot be read (%s).".formatted(folder, IoReason.of(e)), e);
    }
  }

  /** The folder, without links in its path. */
  public Path root() {
    return root;
  }

  /** Looks at all runs, in the order of their names. One that vanishes meanwhile is left out. */
  public synchronized List<ListedRun> look() {
    Finder finder = new Finder();
    try {
      Files.walkFileTree(
          root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, finder);
    } catch (IOException e) {
      // The folder itself went away: there is nothing in it.
      finder.found.clear();
    }
    complete = finder.folders <= MOST_FOLDERS;
    Map<Path, RunLook> next = new HashMap<>();
    List<ListedRun> runs = new ArrayList<>();
    for (Path path : finder.found) {
      RunLook look = looks.getOrDefault(path, new RunLook(path, name(path)));
      look.now().ifPresent(runs::add);
      next.put(path, look);
    }
    looks = next;
    runs.sort((a, b) -> a.name().compareTo(b.name()));
    return runs;
  }

  /** Whether the last look saw all folders; it ends after 20,000. */
  public synchronized boolean isComplete() {
    return complete;
  }

  private String name(Path path) {
    Path relative = root.relativize(path);
    return relative.toString().isEmpty()
        ? String.valueOf(path.getFileName())
        : StreamSupport.stream(relative.spliterator(), false)
            .map(Path::toString)
            .collect(Collectors.joining("/"));
  }

  /** Collects run directories; what cannot be read is passed over. */
  private final class Finder extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();
    private int folders;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = String.valueOf(folder.getFileName()).startsWith(".");
      if (hidden && !folder.equals(root)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (++folders > MOST_FOLDERS) {
        return FileVisitResult.TERMINATE;
      }
      if (!RunLook.isRun(folder)) {
        return FileVisitResult.CONTINUE;
      }
      found.add(folder);
      // A study has the runs of its networks within.
      return RunLook.mayHoldRuns(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
