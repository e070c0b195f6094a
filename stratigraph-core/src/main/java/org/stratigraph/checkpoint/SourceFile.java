package org.stratigraph.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.stratigraph.UnusableInputException;

/**
 * An open file, read by position and never mapped: a mapped file that shrinks ends the virtual
 * machine. Nothing is allocated before the range is known to lie inside the file.
 */
final class SourceFile implements AutoCloseable {
  private static final int PIECE = 1 << 18;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private SourceFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a regular file that another file names: a link is refused, since it may lead anywhere.
   *
   * @throws UnusableInputException as {@link #open}, and if the path is a symbolic link
   */
  static SourceFile openNamed(Path path) {
    if (Files.isSymbolicLink(path)) {
      throw new UnusableInputException(
          path
              + ": is a symbolic link, and a file that another one names must lie in the same"
              + " folder. Copy the files into one folder, with the links resolved (cp -L).");
    }
    return open(path);
  }

  /**
   * Opens a regular file.
   *
   * @throws UnusableInputException if it is missing, is not a regular file or cannot be read
   */
  static SourceFile open(Path path) {
    if (!Files.exists(path)) {
      throw new UnusableInputException(path + ": there is no such file.");
    }
    if (!Files.isRegularFile(path)) {
      throw new UnusableInputException(path + ": not a regular file; a checkpoint was expected.");
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new SourceFile(path, channel, channel.size());
    } catch (NoSuchFileException e) {
      throw new UnusableInputException(path + ": there is no such file.", e);
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  Path path() {
    return path;
  }

  /** The size in bytes when the file was opened. */
  long size() {
    return size;
  }

  /** The range as a fresh little-endian heap buffer. */
  ByteBuffer read(long position, long length, String what) {
    if (position < 0 || length < 0 || position > size || length > size - position) {
      throw unusable(
          "%s lies at bytes %d to %s, but the file has %d bytes; it is damaged or its download was"
              + " not finished.",
          what, position, Long.toUnsignedString(position + length), size);
    }
    if (length > Limits.TENSOR_BYTES) {
      throw unusable("%s has %d bytes; at most 2 GiB can be read.", what, length);
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        // In pieces, since the JDK reads through a direct buffer as large as what is asked for.
        bytes.limit(bytes.position() + Math.min(PIECE, bytes.capacity() - bytes.position()));
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw unusable("the file became shorter while it was read.");
        }
        bytes.limit(bytes.capacity());
      }
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be read (" + e.getMessage() + ").", e);
    }
    return bytes.flip();
  }

  /** The first bytes of the file, fewer where it is shorter. */
  byte[] head(int most) {
    return read(0, Math.min(size, most), "the beginning").array();
  }

  /** An exception whose message is the file's name, a colon and the given sentence. */
  UnusableInputException unusable(String sentence, Object... arguments) {
    return new UnusableInputException(
        path + ": " + String.format(Locale.ROOT, sentence, arguments));
  }

  /** The same, with what led to it. */
  UnusableInputException unusable(Throwable cause, String sentence, Object... arguments) {
    return new UnusableInputException(
        path + ": " + String.format(Locale.ROOT, sentence, arguments), cause);
  }

  /** Refuses a file that was replaced or truncated since it was opened. */
  void checkUnchanged() {
    try {
      if (channel.size() != size) {
        throw unusable("the file changed while it was read; try again when it is complete.");
      }
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be closed (" + e.getMessage() + ").", e);
    }
  }
}
