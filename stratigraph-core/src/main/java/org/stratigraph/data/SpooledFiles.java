package org.stratigraph.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;

/** Files kept in memory up to 128 MiB, the others in a temporary file that goes when closed. */
final class SpooledFiles implements StoredImages {
  private static final long IN_MEMORY = 128L << 20;

  private final Map<Integer, byte[]> kept = new HashMap<>();
  private final long[] offsets;
  private final int[] lengths;
  private long memory;
  private long end;
  private Optional<FileChannel> spool = Optional.empty();

  SpooledFiles(int count) {
    offsets = new long[count];
    lengths = new int[count];
    Arrays.fill(offsets, -1);
  }

  /** Stores a file; not thread-safe, and to be done before any is read. */
  void put(int index, byte[] bytes) {
    if (memory + bytes.length <= IN_MEMORY) {
      kept.put(index, bytes);
      memory += bytes.length;
      return;
    }
    try {
      FileChannel channel = spool();
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, end + buffer.position());
      }
      offsets[index] = end;
      lengths[index] = bytes.length;
      end += bytes.length;
    } catch (IOException e) {
      throw new UnusableInputException(
          "The selected images do not fit the folder for temporary files, "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e.getMessage()
              + "); unpack the archive and give the folder.",
          e);
    }
  }

  private FileChannel spool() throws IOException {
    if (spool.isEmpty()) {
      Path file = Files.createTempFile("stratigraph-images", ".spool");
      spool =
          Optional.of(
              FileChannel.open(
                  file,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE));
    }
    return spool.get();
  }

  @Override
  public StoredImage read(int index) throws IOException {
    byte[] bytes = kept.get(index);
    if (bytes != null) {
      return new StoredImage.Encoded(bytes);
    }
    if (offsets[index] < 0 || spool.isEmpty()) {
      throw new IOException("it was not found again");
    }
    ByteBuffer buffer = ByteBuffer.allocate(lengths[index]);
    while (buffer.hasRemaining()) {
      if (spool.get().read(buffer, offsets[index] + buffer.position()) < 0) {
        throw new IOException("the temporary file became shorter");
      }
    }
    return new StoredImage.Encoded(buffer.array());
  }

  @Override
  public void close() {
    try {
      if (spool.isPresent()) {
        spool.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
