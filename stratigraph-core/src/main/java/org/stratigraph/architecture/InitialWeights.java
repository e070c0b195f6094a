package org.stratigraph.architecture;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.statistics.Draws;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Untrained networks. */
final class InitialWeights {
  private InitialWeights() {}

  static Graph of(Variant variant, Shape image, int classes, long seed) {
    Map<String, Shape> needed = variant.tensors(image, classes);
    Graph empty = variant.build(image, classes, placeholders(needed));
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    for (Layer layer : Layers.of(empty).layers()) {
      for (Layer.Parameter parameter : layer.parameters()) {
        Draws draws = Draws.of(seed, "initial", layer.name(), parameter.role());
        drawn.put(parameter.initialiser(), variant.initialiser().draw(layer, parameter, draws));
      }
    }
    if (!drawn.keySet().equals(needed.keySet())) {
      throw new IllegalStateException("not all tensors of " + variant.description() + " are drawn");
    }
    return empty.withInitialisers(drawn);
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
