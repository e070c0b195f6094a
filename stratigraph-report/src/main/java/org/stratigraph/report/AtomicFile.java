package org.stratigraph.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.stratigraph.UnusableInputException;

/** Writes a text file so that it is there whole or not at all. */
final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes text as UTF-8 to a temporary file beside the target, forces it to the disk and renames
   * it over the target.
   *
   * @throws UnusableInputException if the target cannot be a file: its folder is missing or not
   *     writable, or it exists and is not a regular file
   * @throws UncheckedIOException if writing fails, such as on a full disk; an existing target is
   *     then unchanged
   */
  static void write(Path target, String text) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || (Files.exists(absolute) && !Files.isRegularFile(absolute))) {
      throw new UnusableInputException(
          "Cannot write " + target + ": it is not a regular file. Give the name of a file.");
    }
    if (!Files.isDirectory(folder)) {
      throw new UnusableInputException(
          "Cannot write "
              + target
              + ": the folder "
              + folder
              + " does not exist. Create it first.");
    }
    Path temporary = folder.resolve(".stratigraph-" + UUID.randomUUID() + ".tmp");
    try {
      try {
        fill(temporary, text);
        move(temporary, absolute);
      } finally {
        Files.deleteIfExists(temporary);
      }
      forceFolder(folder);
    } catch (AccessDeniedException | NoSuchFileException refused) {
      throw new UnusableInputException(
          "Cannot write "
              + target
              + ": the folder "
              + folder
              + " cannot be written to. Choose another folder or change its permissions.",
          refused);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot write " + target + ": " + reason(failed), failed);
    }
  }

  private static void fill(Path temporary, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException unsupported) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the rename itself last; systems that cannot open a folder do not need it. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      return;
    }
  }

  private static String reason(IOException failed) {
    if (failed instanceof FileSystemException detailed && detailed.getReason() != null) {
      return detailed.getReason();
    }
    String message = failed.getMessage();
    return message == null ? failed.getClass().getSimpleName() : message;
  }
}
