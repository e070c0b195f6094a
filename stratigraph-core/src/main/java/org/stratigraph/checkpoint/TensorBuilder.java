package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.checkpoint.PickleValue.Storage;
import org.stratigraph.checkpoint.PickleValue.View;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Makes tensors of the views of a PyTorch file. A contiguous view shares its storage's bytes, so
 * tied weights stay one; another is copied, and all copies together are bounded by twice the file's
 * size.
 */
final class TensorBuilder {
  private final SourceFile file;
  private final StorageReader reader;
  private final Map<String, ByteBuffer> storages = new HashMap<>();
  private long copied;

  TensorBuilder(SourceFile file, StorageReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * The tensor of a view.
   *
   * @throws org.stratigraph.UnusableInputException if extents, strides or offset reach outside the
   *     storage
   */
  Tensor build(String name, View view) {
    Shape shape = shape(name, view);
    long count = shape.elementCount();
    if (count == 0) {
      return Tensor.wrap(view.type(), shape, ByteBuffer.allocate(0));
    }
    Storage storage = view.storage();
    int width = view.type().bytes();
    long[] extents = shape.extents();
    ByteBuffer bytes = storages.computeIfAbsent(storage.key(), key -> reader.read(storage));
    long first = storage.offset() * storage.width() + view.offset() * width;
    if (isContiguous(extents, view.strides())) {
      ByteBuffer slice = bytes.slice((int) first, (int) (count * width));
      return Tensor.wrap(view.type(), shape, slice);
    }
    long budget = Math.max(Limits.COPIES_FLOOR, 2 * file.size());
    copied += count * width;
    if (copied > budget) {
      throw file.unusable(
          "the tensor %s spreads its storage over %s elements; all such copies together may take"
              + " %d bytes.",
          Quoted.of(name), count, budget);
    }
    ByteBuffer copy = gather(bytes, first, width, extents, view.strides(), (int) count);
    return Tensor.wrap(view.type(), shape, copy);
  }

  /**
   * The shape of a view.
   *
   * @throws org.stratigraph.UnusableInputException if extents, strides or offset reach outside the
   *     storage
   */
  Shape shape(String name, View view) {
    long width = view.type().bytes();
    long available = view.storage().length() * view.storage().width() / width;
    long[] extents = view.extents().stream().mapToLong(Long::longValue).toArray();
    long count = 1;
    long last = view.offset();
    try {
      for (int axis = 0; axis < extents.length; axis++) {
        count = Math.multiplyExact(count, extents[axis]);
        if (extents[axis] > 0) {
          long reach = Math.multiplyExact(extents[axis] - 1, (long) view.strides().get(axis));
          last = Math.addExact(last, reach);
        }
      }
    } catch (ArithmeticException e) {
      throw outside(name, view, available);
    }
    if (count != 0 && (last >= available || count > Limits.TENSOR_BYTES / width)) {
      throw outside(name, view, available);
    }
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException e) {
      throw file.unusable(e, "the tensor %s has an impossible shape.", Quoted.of(name));
    }
  }

  private RuntimeException outside(String name, View view, long available) {
    return file.unusable(
        "the tensor %s of shape %s, strides %s and offset %d reaches outside its storage of %d"
            + " elements.",
        Quoted.of(name), view.extents(), view.strides(), view.offset(), available);
  }

  private static boolean isContiguous(long[] extents, List<Long> strides) {
    long expected = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      if (extents[axis] != 1 && strides.get(axis) != expected) {
        return false;
      }
      expected *= extents[axis];
    }
    return true;
  }

  private static ByteBuffer gather(
      ByteBuffer bytes, long first, int width, long[] extents, List<Long> strides, int count) {
    byte[] copy = new byte[count * width];
    long[] index = new long[extents.length];
    long position = first;
    for (int i = 0; i < count; i++) {
      bytes.get((int) position, copy, i * width, width);
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        position += strides.get(axis) * width;
        if (++index[axis] < extents[axis]) {
          break;
        }
        position -= strides.get(axis) * width * extents[axis];
        index[axis] = 0;
      }
    }
    return ByteBuffer.wrap(copy);
  }
}
