package org.stratigraph.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;

/**
 * How large a value is for a batch of n images: each extent is linear in n.
 *
 * @param type its element type
 * @param constant the extents at n = 0
 * @param perImage what each image adds to them
 */
record Extent(ElementType type, List<Long> constant, List<Long> perImage) {
  Extent {
    constant = List.copyOf(constant);
    perImage = List.copyOf(perImage);
  }

  /** From the same value met with one and with two images. */
  static Extent between(Activation one, Activation two) {
    List<Long> constant = new ArrayList<>();
    List<Long> perImage = new ArrayList<>();
    for (int axis = 0; axis < one.shape().length; axis++) {
      long step = two.shape()[axis] - one.shape()[axis];
      perImage.add(step);
      constant.add(one.shape()[axis] - step);
    }
    return new Extent(one.type(), constant, perImage);
  }

  /** Of a value in a network that takes one batch size only. */
  static Extent fixed(Activation value) {
    List<Long> extents = Arrays.stream(value.shape()).boxed().toList();
    return new Extent(value.type(), extents, extents.stream().map(e -> 0L).toList());
  }

  long[] shape(int images) {
    long[] shape = new long[constant.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = constant.get(axis) + images * perImage.get(axis);
    }
    return shape;
  }

  /** Size in bytes for a batch of n images. */
  long bytes(int images) {
    long bytes = type.bytes();
    for (long extent : shape(images)) {
      bytes = Math.multiplyExact(bytes, extent);
    }
    return bytes;
  }

  /** The declaration of a graph input of this extent. */
  Value declare(String name) {
    List<OptionalLong> shape = new ArrayList<>();
    for (int axis = 0; axis < constant.size(); axis++) {
      shape.add(
          perImage.get(axis) == 0 ? OptionalLong.of(constant.get(axis)) : OptionalLong.empty());
    }
    return new Value(name, type, shape);
  }
}
