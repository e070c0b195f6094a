package org.stratigraph.architecture;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * Fully connected networks of Peer et al. (arXiv:2011.02956), which show on MNIST how depth makes a
 * narrow network untrainable: hidden layers {@code fc0}, {@code fc1}, ... of one width with ReLU,
 * and a linear layer {@code out}. Names and details follow {@code
 * github.com/peerdavid/conflicting-bundles}.
 */
final class FullyConnected {
  private FullyConnected() {}

  /**
   * The network of a size.
   *
   * @param width units of each hidden layer
   * @param depth number of hidden layers
   */
  static Architecture of(int width, int depth) {
    return new Architecture(
        "fnn:width=" + width + ",depth=" + depth,
        10,
        Shape.of(1, 28, 28),
        List.of(
            Variant.of("peerdavid conflicting-bundles", new Body(width, depth))
                .weights("fc0.weight", "out.weight")
                .initialiser(Initialisers.fullyConnected())
                .preprocessing("mnist")));
  }

  private record Body(int width, int depth) implements Blueprint {
    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Feature x = net.flatten("flatten", images);
      for (int layer = 0; layer < depth; layer++) {
        String name = "fc" + layer;
        x = net.relu(name + ".relu", net.linear(name, x, width));
      }
      return net.linear("out", x, classes);
    }
  }
}
