package org.stratigraph.checkpoint;

import java.util.function.Supplier;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * A tensor of an open file.
 *
 * @param type of its elements
 * @param shape its extents
 * @param reader reads the elements; may be called several times, and by several threads
 */
record StoredTensor(ElementType type, Shape shape, Supplier<Tensor> reader) {
  /** A tensor that is in memory already. */
  static StoredTensor of(Tensor tensor) {
    return new StoredTensor(tensor.type(), tensor.shape(), () -> tensor);
  }
}
