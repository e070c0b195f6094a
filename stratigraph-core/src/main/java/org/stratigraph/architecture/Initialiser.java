package org.stratigraph.architecture;

import java.util.random.RandomGenerator;
import org.stratigraph.graph.Layer;
import org.stratigraph.tensor.Tensor;

/** How a framework or architecture fills the tensors of a layer before training. Stateless. */
public interface Initialiser {
  /**
   * Draws one tensor of a layer.
   *
   * @param layer the layer, for its kind, nodes (groups, kernel) and sibling tensors (a bias that
   *     depends on the fan-in of the weight)
   * @param parameter which of its tensors
   * @param random the only source of chance
   * @return float32, of the parameter's shape
   */
  Tensor draw(Layer layer, Layer.Parameter parameter, RandomGenerator random);

  /** What it does, for provenance: {@code "kaiming normal, fan_out (torchvision ResNet)"}. */
  String description();
}
