package org.stratigraph.architecture;

import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Where the trained tensors of a network come from while its graph is built. */
@FunctionalInterface
public interface TensorSource {
  /**
   * The tensor of a given name.
   *
   * @param name its name in the framework that defines the architecture, {@code conv1.weight}
   * @param shape the shape that the architecture gives it
   * @return a tensor of that shape
   */
  Tensor tensor(String name, Shape shape);
}
