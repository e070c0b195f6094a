package org.stratigraph.graph;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * Trained tensors that belong together, and the nodes that use them. Tensors used in several places
 * (tied weights) make one layer with several nodes.
 *
 * @param name unique and stable: the common prefix of its tensors' names ({@code layer1.0.conv1}),
 *     or taken from the node where the exporter numbers its tensors
 * @param kind what it computes
 * @param parameters its trained tensors in operator order; never empty
 * @param nodes the nodes that compute with them, in topological order; never empty
 * @param depth the largest number of layers of any kind but norm on a path from an input to this
 *     layer, itself included (a norm layer has the depth of the layer before it); from 1, and 0 for
 *     a norm layer before any other
 * @param notes what the user must know before reading a measurement of this layer, such as a batch
 *     norm folded into its weights; whole sentences
 */
public record Layer(
    String name,
    LayerKind kind,
    List<Parameter> parameters,
    List<Node> nodes,
    int depth,
    List<String> notes) {
  public Layer {
    parameters = List.copyOf(parameters);
    nodes = List.copyOf(nodes);
    notes = List.copyOf(notes);
  }

  /** The number of trained values; running statistics are measured, not trained. */
  public long parameterCount() {
    return parameters.stream()
        .filter(p -> !p.role().startsWith("running_"))
        .mapToLong(p -> p.shape().elementCount())
        .sum();
  }

  /**
   * One trained tensor of a layer.
   *
   * @param role its name within the layer as PyTorch has it: {@code weight}, {@code bias}, {@code
   *     running_mean}, {@code running_var}, {@code weight_ih_l0}...
   * @param initialiser its name in {@link Graph#initialisers()}
   * @param shape as stored in the graph
   * @param transposed whether the graph stores a matrix as [in, out] where PyTorch has [out, in]
   */
  public record Parameter(String role, String initialiser, Shape shape, boolean transposed) {}
}
