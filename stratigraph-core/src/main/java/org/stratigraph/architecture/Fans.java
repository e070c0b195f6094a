package org.stratigraph.architecture;

import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.tensor.Shape;

/**
 * The connections of a unit, as PyTorch counts them ({@code
 * torch.nn.init._calculate_fan_in_and_fan_out}): for a convolution weight [out, in/groups, k...],
 * {@code in/groups * k...} and {@code out * k...}. The fan-out therefore ignores groups, and the
 * two are exchanged for a transposed convolution; both are quirks that every initialiser based on
 * it inherits.
 *
 * @param in connections into an output unit
 * @param out connections out of an input unit, groups ignored
 * @param groups groups of the convolution; 1 for a linear layer
 */
record Fans(long in, long out, long groups) {
  /**
   * The fans of a convolution or linear layer.
   *
   * @throws UnusableInputException if the layer has no weight of two dimensions or more
   */
  static Fans of(Layer layer) {
    Layer.Parameter weight =
        layer.parameters().stream()
            .filter(parameter -> parameter.role().equals("weight"))
            .findFirst()
            .filter(parameter -> parameter.shape().rank() >= 2)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "The layer '%s' has no weight matrix among its trained tensors, so its random initial values are not defined. Leave it out, or take its values from a file."
                            .formatted(layer.name())));
    Shape shape = weight.shape();
    if (layer.kind() == LayerKind.LINEAR) {
      long rows = shape.extent(shape.rank() - 2);
      long columns = shape.extent(shape.rank() - 1);
      return weight.transposed() ? new Fans(rows, columns, 1) : new Fans(columns, rows, 1);
    }
    long receptiveField = 1;
    for (int axis = 2; axis < shape.rank(); axis++) {
      receptiveField = Math.multiplyExact(receptiveField, shape.extent(axis));
    }
    return new Fans(
        Math.multiplyExact(shape.extent(1), receptiveField),
        Math.multiplyExact(shape.extent(0), receptiveField),
        layer.nodes().stream().mapToLong(node -> node.integer("group", 1)).findFirst().orElse(1));
  }
}
