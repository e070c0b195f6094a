package org.stratigraph.architecture;

import java.nio.ByteBuffer;
import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Untrained networks of an architecture, without the memory of a network that is thrown away. */
final class InitialWeights {
  private InitialWeights() {}

  static Graph of(Variant variant, Shape image, int classes, long seed) {
    Map<String, Shape> needed = variant.tensors(image, classes);
    Graph empty = variant.build(image, classes, placeholders(needed));
    return Untrained.of(empty, variant.initialiser(), seed);
  }

  /** Zeros that share the memory of the largest tensor: they only tell the shapes. */
  private static TensorSource placeholders(Map<String, Shape> needed) {
    long most = needed.values().stream().mapToLong(Shape::elementCount).max().orElse(0);
    ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(Math.multiplyExact(most, 4L)));
    return (name, shape) ->
        Tensor.wrap(
            ElementType.FLOAT32, shape, zeros.slice(0, (int) shape.elementCount() * Float.BYTES));
  }
}
