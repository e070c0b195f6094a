package org.stratigraph.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.stratigraph.UnusableInputException;

/**
 * A {@code .npy} file that is read piece by piece, so that it may be larger than memory. Not
 * thread-safe; close it.
 */
public final class NumpyArray implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final long begin;
  private final NumpyHeader header;
  private final ElementType type;
  private final Shape shape;

  private NumpyArray(
      Path path,
      FileChannel channel,
      long begin,
      NumpyHeader header,
      ElementType type,
      Shape shape) {
    this.path = path;
    this.channel = channel;
    this.begin = begin;
    this.header = header;
    this.type = type;
    this.shape = shape;
  }

  /**
   * Opens an array and checks its header against the size of the file.
   *
   * @throws UnusableInputException if the file is missing, damaged, longer or shorter than its
   *     header says, or of a type that a tensor cannot hold (objects, text, complex)
   */
  public static NumpyArray open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw unusable(path, "there is no such file.");
    }
    boolean done = false;
    FileChannel channel = channel(path);
    try {
      NumpyArray array = of(path, channel);
      done = true;
      return array;
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be read (" + e.getMessage() + ").", e);
    } finally {
      if (!done) {
        close(path, channel);
      }
    }
  }

  private static FileChannel channel(Path path) {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static NumpyArray of(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer start = bytes(path, channel, 0, (int) Math.min(size, 12));
    if (size < 10 || !start.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw unusable(path, "is not a .npy file (its first bytes are not those of NumPy).");
    }
    int version = start.get(6);
    if (version < 1 || version > 3 || (version > 1 && size < 12)) {
      throw unusable(path, "is of version %d of the .npy format; 1 to 3 are known.", version);
    }
    int begin = version == 1 ? 10 : 12;
    long length =
        version == 1
            ? Short.toUnsignedInt(start.getShort(8))
            : Integer.toUnsignedLong(start.getInt(8));
    if (length > LONGEST_HEADER || length > size - begin) {
      throw unusable(path, "declares a header of %d bytes; the file has %d.", length, size);
    }
    byte[] text = bytes(path, channel, begin, (int) length).array();
    NumpyHeader header =
        NumpyHeader.parse(new String(text, StandardCharsets.UTF_8))
            .orElseThrow(() -> unusable(path, "has a damaged header."));
    if (header.isObject()) {
      throw unusable(
          path, "holds an array of Python objects, which only code could read; save numbers.");
    }
    ElementType type =
        header
            .type()
            .orElseThrow(
                () ->
                    unusable(
                        path,
                        "holds elements of type %s; numbers and truth values can be read.",
                        header.description()));
    Shape shape = shape(path, header, type, size - begin - length);
    return new NumpyArray(path, channel, begin + length, header, type, shape);
  }

  private static Shape shape(Path path, NumpyHeader header, ElementType type, long held) {
    Shape shape;
    long bytes;
    try {
      shape = Shape.of(header.shape().stream().mapToLong(Long::longValue).toArray());
      bytes = Math.multiplyExact(shape.elementCount(), (long) type.bytes());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnusableInputException(path + ": declares an impossible shape.", e);
    }
    if (bytes != held) {
      throw unusable(
          path, "declares %s of %s, which is %d bytes, but holds %d.", shape, type, bytes, held);
    }
    return shape;
  }

  public ElementType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  /** Whether the file stores the first axis fastest, so that rows are not in one piece. */
  public boolean fortranOrder() {
    return header.fortranOrder();
  }

  /**
   * Reads elements in the order of the file, little-endian whatever the file has.
   *
   * @param first the index of the first element, as the file counts them
   * @param destination filled from its position to its limit, which then is its position
   * @throws UnusableInputException if the file has become shorter
   * @throws UncheckedIOException if it cannot be read
   */
  public void stored(long first, ByteBuffer destination) {
    int from = destination.position();
    long at = begin + first * type.bytes();
    try {
      while (destination.hasRemaining()) {
        int count = channel.read(destination, at);
        if (count < 0) {
          throw unusable(path, "became shorter while it was read.");
        }
        at += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e.getMessage() + ".", e);
    }
    if (header.bigEndian()) {
      swap(destination, from, type.bytes());
    }
  }

  private static void swap(ByteBuffer bytes, int from, int width) {
    for (int start = from; start < bytes.limit(); start += width) {
      for (int i = 0; i < width / 2; i++) {
        byte kept = bytes.get(start + i);
        bytes.put(start + i, bytes.get(start + width - 1 - i));
        bytes.put(start + width - 1 - i, kept);
      }
    }
  }

  private static ByteBuffer bytes(Path path, FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw unusable(path, "became shorter while it was read.");
      }
    }
    return bytes.flip();
  }

  static UnusableInputException unusable(Path path, String sentence, Object... arguments) {
    return new UnusableInputException(
        path + ": " + String.format(Locale.ROOT, sentence, arguments));
  }

  @Override
  public void close() {
    close(path, channel);
  }

  private static void close(Path path, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be closed: " + e.getMessage() + ".", e);
    }
  }
}
