package org.stratigraph.tensor;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.stratigraph.UnusableInputException;

/**
 * Reads arrays from NumPy's {@code .npy} files, versions 1 to 3 of the format (numpy.lib.format).
 * Big-endian and Fortran-ordered arrays are converted; arrays of objects hold a pickle and are
 * refused.
 */
public final class NumpyFile {
  private NumpyFile() {}

  /**
   * The array of a file, row-major and little-endian.
   *
   * @throws UnusableInputException if the file is missing, damaged, above 2 GiB, longer or shorter
   *     than its header says, or of a type that a tensor cannot hold (objects, text, complex)
   */
  public static Tensor read(Path path) {
    try (NumpyArray array = NumpyArray.open(path)) {
      long bytes = array.shape().elementCount() * array.type().bytes();
      if (bytes > Integer.MAX_VALUE - 8) {
        throw NumpyArray.unusable(path, "holds %d bytes; at most 2 GiB can be read.", bytes);
      }
      ByteBuffer data = ByteBuffer.allocate((int) bytes);
      array.stored(0, data);
      data.flip();
      return Tensor.wrap(
          array.type(),
          array.shape(),
          array.fortranOrder() && array.shape().rank() > 1
              ? rowMajor(data.array(), array.shape(), array.type().bytes())
              : data);
    }
  }

  /** Column-major to row-major. */
  private static ByteBuffer rowMajor(byte[] from, Shape shape, int width) {
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
    return ByteBuffer.wrap(to);
  }
}
