package org.stratigraph.tensor;

import java.io.IOException;
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
 * Reads arrays from NumPy's {@code .npy} files, versions 1 to 3 of the format (numpy.lib.format).
 * Big-endian and Fortran-ordered arrays are converted; arrays of objects hold a pickle and are
 * refused.
 */
public final class NumpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;

  private NumpyFile() {}

  /**
   * The array of a file, row-major and little-endian.
   *
   * @throws UnusableInputException if the file is missing, damaged, above 2 GiB, longer or shorter
   *     than its header says, or of a type that a tensor cannot hold (objects, text, complex)
   */
  public static Tensor read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw unusable(path, "there is no such file.");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer start = little(read(path, channel, 0, Math.min(size, 12)));
      if (size < 10 || !startsWithMagic(start)) {
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
      byte[] header = read(path, channel, begin, length);
      NumpyHeader parsed =
          NumpyHeader.parse(new String(header, StandardCharsets.UTF_8))
              .orElseThrow(() -> unusable(path, "has a damaged header."));
      return array(path, channel, begin + length, size, parsed);
    } catch (IOException e) {
      throw new UnusableInputException(path + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static Tensor array(
      Path path, FileChannel channel, long begin, long size, NumpyHeader header)
      throws IOException {
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
    Shape shape;
    long bytes;
    try {
      shape = Shape.of(header.shape().stream().mapToLong(Long::longValue).toArray());
      bytes = Math.multiplyExact(shape.elementCount(), (long) type.bytes());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnusableInputException(path + ": declares an impossible shape.", e);
    }
    if (bytes != size - begin) {
      throw unusable(
          path,
          "declares %s of %s, which is %d bytes, but holds %d.",
          shape,
          type,
          bytes,
          size - begin);
    }
    if (bytes > Integer.MAX_VALUE - 8) {
      throw unusable(path, "holds %d bytes; at most 2 GiB can be read.", bytes);
    }
    byte[] data = read(path, channel, begin, bytes);
    if (header.bigEndian()) {
      swap(data, type.bytes());
    }
    if (header.fortranOrder() && shape.rank() > 1) {
      data = rowMajor(data, shape, type.bytes());
    }
    return Tensor.wrap(type, shape, ByteBuffer.wrap(data));
  }

  private static void swap(byte[] bytes, int width) {
    for (int start = 0; start < bytes.length; start += width) {
      for (int i = 0; i < width / 2; i++) {
        byte kept = bytes[start + i];
        bytes[start + i] = bytes[start + width - 1 - i];
        bytes[start + width - 1 - i] = kept;
      }
    }
  }

  /** Column-major to row-major. */
  private static byte[] rowMajor(byte[] from, Shape shape, int width) {
    byte[] to = new byte[from.length];
    long[] extents = shape.extents();
    long[] index = new long[extents.length];
    for (int target = 0; target < to.length; target += width) {
      long source = 0;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        source = source * extents[axis] + index[axis];
      }
      System.arraycopy(from, (int) source * width, to, target, width);
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        if (++index[axis] < extents[axis]) {
          break;
        }
        index[axis] = 0;
      }
    }
    return to;
  }

  private static boolean startsWithMagic(ByteBuffer start) {
    return start.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  private static byte[] read(Path path, FileChannel channel, long position, long length)
      throws IOException {
    byte[] bytes = new byte[(int) length];
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (channel.read(rest, position + rest.position()) < 0) {
        throw unusable(path, "became shorter while it was read.");
      }
    }
    return bytes;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static UnusableInputException unusable(Path path, String sentence, Object... arguments) {
    return new UnusableInputException(
        path + ": " + String.format(Locale.ROOT, sentence, arguments));
  }
}
