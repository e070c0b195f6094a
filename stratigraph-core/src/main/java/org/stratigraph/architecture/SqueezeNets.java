package org.stratigraph.architecture;

import java.util.List;
import java.util.Set;
import org.stratigraph.tensor.Shape;

/** SqueezeNet, Iandola et al. 2016 (arXiv:1602.07360), as torchvision has it. */
final class SqueezeNets {
  private SqueezeNets() {}

  static List<Architecture> all() {
    return List.of(
        architecture("squeezenet1_0", Convolution.of(96, 7).stride(2).pad(0), Set.of(6, 11)),
        architecture("squeezenet1_1", Convolution.of(64, 3).stride(2).pad(0), Set.of(5, 8)));
  }

  private static Architecture architecture(String name, Convolution stem, Set<Integer> poolings) {
    return new Architecture(
        name,
        1000,
        Shape.of(3, 224, 224),
        List.of(
            Variant.of("torchvision", new Body(stem, poolings))
                .weights("features.0.weight", "classifier.1.weight")
                .initialiser(Initialisers.squeezeNet())));
  }

  /**
   * The network.
   *
   * @param stem its first convolution
   * @param poolings which of the modules 3 to 12 are poolings; the others are fire modules
   */
  private record Body(Convolution stem, Set<Integer> poolings) implements Blueprint {
    /**
     * Channels after the squeezing convolution of each fire module; a quarter of each expansion.
     */
    private static final List<Integer> SQUEEZED = List.of(16, 16, 32, 32, 48, 48, 64, 64);

    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Feature x = net.convolution("features.0", images, stem.withBias());
      x = net.maxPool("features.2", net.relu("features.1", x), 3, 2, 0, true);
      int fire = 0;
      for (int module = 3; module <= 12; module++) {
        String name = "features." + module;
        x =
            poolings.contains(module)
                ? net.maxPool(name, x, 3, 2, 0, true)
                : fire(net, name, x, SQUEEZED.get(fire++));
      }
      x = net.dropout("classifier.0", x, 0.5f);
      x = net.convolution("classifier.1", x, Convolution.of(classes, 1).withBias());
      x = net.globalAveragePool("classifier.3", net.relu("classifier.2", x));
      return net.flatten(Variant.OUTPUT, x);
    }

    private static Feature fire(Modules net, String name, Feature in, int squeezed) {
      Feature x = activated(net, name + ".squeeze", in, Convolution.of(squeezed, 1));
      return net.concatenate(
          name + ".concat",
          List.of(
              activated(net, name + ".expand1x1", x, Convolution.of(4 * squeezed, 1)),
              activated(net, name + ".expand3x3", x, Convolution.of(4 * squeezed, 3))));
    }

    private static Feature activated(Modules net, String name, Feature in, Convolution spec) {
      return net.relu(name + "_activation", net.convolution(name, in, spec.withBias()));
    }
  }
}
