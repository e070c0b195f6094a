package org.stratigraph.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.stratigraph.UnusableInputException;

/** Files that are either wholly there or not: written aside, flushed to the disk, then renamed. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content to the file that it is given. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path file) throws IOException;
  }

  /**
   * Writes a file, replacing what was there only when all is written. A device or a pipe is written
   * to directly; a symbolic link is followed.
   *
   * @throws UnusableInputException if the folder is not there or the path is a folder
   * @throws UncheckedIOException if the file cannot be written; the old one is then unchanged
   */
  public static void write(Path path, Content content) {
    checkPlace(path);
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        writeThrough(path, content);
        return;
      }
      Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      Path folder = parent(target).orElseThrow();
      Path aside = folder.resolve(".stratigraph-" + UUID.randomUUID() + ".tmp");
      try {
        content.writeTo(aside);
        flush(aside);
        move(aside, target);
        flushFolder(folder);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write %s: %s.".formatted(path, IoReason.of(e)), e);
    }
  }

  private static void checkPlace(Path path) {
    if (Files.isDirectory(path)) {
      throw new UnusableInputException(
          "Cannot write %s: it is a folder. Give the path of a file.".formatted(path));
    }
    Optional<Path> folder = parent(path.toAbsolutePath());
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      throw new UnusableInputException(
          "Cannot write %s: the folder %s does not exist. Create it or choose another path."
              .formatted(path, folder.map(Path::toString).orElse("above it")));
    }
  }

  private static Optional<Path> parent(Path path) {
    return Optional.ofNullable(path.getParent());
  }

  private static void writeThrough(Path path, Content content) throws IOException {
    Path aside = Files.createTempFile("stratigraph-", ".tmp");
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
      content.writeTo(aside);
      Files.copy(aside, out);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Forces a file's content to the disk. */
  public static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Forces the names in a folder to the disk, where the system can do that. */
  public static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; its names are safe without.
    }
  }

  /** Renames a file over another. */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
