package org.stratigraph.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Inputs that are preprocessed already, in one array.
 *
 * @param shape the shape of one input
 * @param values all of them, floating point
 */
record ValueStorage(Shape shape, Tensor values) implements Storage {
  @Override
  public StoredImages open(List<String> ids) {
    int[] indices = ids.stream().mapToInt(Integer::parseInt).toArray();
    return index -> new StoredImage.Values(shape, bytes(indices[index]));
  }

  private byte[] bytes(int index) {
    int length = Math.toIntExact(shape.elementCount());
    ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      bytes.putFloat((float) values.get(index * length + i));
    }
    return bytes.array();
  }
}
