package org.stratigraph.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.stratigraph.file.AtomicFile;

/**
 * A file that is being received: {@code .NAME.part}, and beside it {@code .NAME.part.of}, which
 * says what it is a part of, so that a part of another file is never gone on with. One program
 * writes to it at a time. Not thread-safe.
 */
final class Partial implements AutoCloseable {
  private final Path path;
  private final Path label;
  private final FileChannel channel;

  private Partial(Path path, Path label, FileChannel channel) {
    this.path = path;
    this.label = label;
    this.channel = channel;
  }

  /**
   * Opens what there is, or begins.
   *
   * @throws DownloadException if another program is at it
   */
  static Partial of(Path target) throws IOException {
    Path path = target.resolveSibling("." + target.getFileName() + ".part");
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean done = false;
    try {
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      if (lock == null) {
        throw inUse(target);
      }
      done = true;
      return new Partial(path, path.resolveSibling(path.getFileName() + ".of"), channel);
    } catch (OverlappingFileLockException e) {
      throw inUse(target);
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private static DownloadException inUse(Path target) {
    return new DownloadException(
        target + " is being downloaded by another program; wait for it to end.", false);
  }

  long size() throws IOException {
    return channel.size();
  }

  /**
   * What tells this version of the file from others, if it is known and there are bytes of it.
   *
   * @param address that it must have come from
   */
  Optional<String> validator(String address) throws IOException {
    if (channel.size() == 0 || !Files.isRegularFile(label) || Files.size(label) > 1 << 16) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(label);
    return lines.size() == 2 && lines.get(0).equals(address)
        ? Optional.of(lines.get(1))
        : Optional.empty();
  }

  /** Forgets the bytes, and keeps in mind what those to come are a part of. */
  void begin(String address, Optional<String> validator) throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(label);
    if (validator.isPresent()) {
      Files.writeString(label, address + "\n" + validator.get() + "\n");
    }
  }

  /** Adds bytes at the end. */
  void append(byte[] bytes, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    long end = channel.size();
    while (buffer.hasRemaining()) {
      end += channel.write(buffer, end);
    }
  }

  /** The first bytes. */
  byte[] head(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    long position = 0;
    for (int read = channel.read(buffer, 0); read > 0 && buffer.hasRemaining(); ) {
      position += read;
      read = channel.read(buffer, position);
    }
    byte[] head = new byte[buffer.position()];
    System.arraycopy(buffer.array(), 0, head, 0, head.length);
    return head;
  }

  /** The file so far. */
  Path path() {
    return path;
  }

  /** Throws away what was received. */
  void discard() throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(label);
  }

  /** Puts the whole file in its place. */
  void finish(Path target) throws IOException {
    channel.force(true);
    channel.close();
    AtomicFile.move(path, target);
    Files.deleteIfExists(label);
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      AtomicFile.flushFolder(folder);
    }
  }

  @Override
  public void close() throws IOException {
    boolean empty = channel.isOpen() && channel.size() == 0;
    channel.close();
    if (empty) {
      Files.deleteIfExists(path);
    }
  }
}
