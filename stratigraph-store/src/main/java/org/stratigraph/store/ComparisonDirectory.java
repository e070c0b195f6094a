package org.stratigraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.file.IoReason;

/**
 * A directory that keeps measured networks: {@code comparison.duckdb}, a DuckDB database with the
 * tables {@code comparison} (format, one row), {@code networks}, {@code tags}, {@code layers} and
 * {@code trials}, and {@code run.lock}, which keeps a second writer out. Tables and columns carry
 * comments.
 *
 * <p>It is made whole by {@link #create}, or grows network by network after {@link #open}: a
 * network is there with all of its layers and trials or not at all, whenever the process ends. Any
 * number of readers may read while it grows; what they see is what was added before.
 *
 * <p>One live writer. Not thread-safe.
 */
public final class ComparisonDirectory implements AutoCloseable {
  private final Path path;
  private final RunLock lock;
  private final Set<String> ids;

  private ComparisonDirectory(Path path, RunLock lock, Set<String> ids) {
    this.path = path;
    this.lock = lock;
    this.ids = ids;
  }

  /**
   * Makes a directory with these networks. It has all of them or was not made.
   *
   * @param path created with its parents if it is not there; otherwise empty
   * @throws UnusableInputException if the directory holds anything, is in use or cannot be made
   * @throws UncheckedIOException if the database cannot be written
   */
  @SuppressWarnings("try") // The lock is held until the end.
  public static void create(Path path, Comparison comparison) {
    prepare(path);
    requireEmpty(path);
    try (RunLock lock = RunLock.acquire(path)) {
      requireEmpty(path);
      ComparisonDatabase.create(path, comparison.networks());
    }
  }

  /**
   * Opens a directory to add networks to it; makes it if there is none. Other files in the
   * directory, such as those of a study, are left alone.
   *
   * @param path created with its parents if it is not there
   * @throws UnusableInputException if it has another writer, is damaged or cannot be made
   * @throws UncheckedIOException if the database cannot be written
   */
  public static ComparisonDirectory open(Path path) {
    prepare(path);
    RunLock lock = RunLock.acquire(path);
    boolean done = false;
    try {
      if (!isOne(path)) {
        ComparisonDatabase.create(path, List.of());
      }
      Set<String> ids = new HashSet<>(ComparisonDatabase.reading(path, ComparisonReading::ids));
      done = true;
      return new ComparisonDirectory(path, lock, ids);
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  /** Whether a directory holds a comparison, whole or growing. */
  public static boolean isOne(Path path) {
    return Files.isRegularFile(ComparisonDatabase.file(path));
  }

  /**
   * The networks of a directory, also while it grows. Nothing is locked or changed.
   *
   * @throws UnusableInputException if there is no comparison, or it is damaged or in use by a
   *     program that lets nobody read
   */
  public static Comparison read(Path path) {
    return read(path, ComparisonPart.ALL);
  }

  /**
   * The same with the measurements of a part only, which takes as long as reading that part.
   *
   * @throws UnusableInputException as {@link #read(Path)}
   */
  public static Comparison read(Path path, ComparisonPart part) {
    if (!isOne(path)) {
      throw new UnusableInputException(
          "There is no comparison in %s: it has no %s. Make one with 'stratigraph import' or 'stratigraph study'."
              .formatted(path, ComparisonDatabase.NAME));
    }
    return new Comparison(
        ComparisonDatabase.reading(path, store -> ComparisonReading.read(store, part)));
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** Whether a network of this id was added. */
  public boolean holds(String id) {
    return ids.contains(id);
  }

  /**
   * Adds a network behind those that are there, or puts it in the place of the one with its id. On
   * return it is on disk.
   *
   * @throws UnusableInputException if another program holds the database for longer than a while
   * @throws UncheckedIOException if it cannot be stored; what was there before is then unchanged
   */
  public void put(MeasuredNetwork network) {
    try {
      ComparisonDatabase.writing(path, connection -> ComparisonWriting.put(connection, network));
    } catch (SQLException e) {
      throw new UncheckedIOException(
          "Cannot store into %s: %s. What was stored before is kept."
              .formatted(path, DuckDb.reason(e)),
          new IOException(e));
    }
    ids.add(network.id());
  }

  /** Lets the next writer in. Nothing is lost by ending without. */
  @Override
  public void close() {
    lock.close();
  }

  private static void prepare(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UnusableInputException(
          "%s is not a directory. Choose another --run.".formatted(path));
    }
    try {
      if (!Files.exists(path)) {
        Files.createDirectories(path);
      }
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot create the directory %s: %s. Choose another --run."
              .formatted(path, IoReason.of(e)),
          e);
    }
  }

  private static void requireEmpty(Path path) {
    try (Stream<Path> entries = Files.list(path)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !ComparisonDatabase.BEFORE_BIRTH.contains(name))
          .sorted()
          .findFirst()
          .ifPresent(
              name -> {
                throw new UnusableInputException(
                    "The directory %s is not empty: it holds %s. Nothing in it was changed; choose another --run."
                        .formatted(path, name));
              });
    } catch (IOException e) {
      throw new UnusableInputException(
          "Cannot look into the directory %s: %s.".formatted(path, IoReason.of(e)), e);
    }
  }
}
