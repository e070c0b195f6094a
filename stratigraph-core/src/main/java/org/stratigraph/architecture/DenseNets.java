package org.stratigraph.architecture;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * DenseNet, Huang et al. 2017 (arXiv:1608.06993), as torchvision and timm have it: batch norm and
 * activation come before each convolution, and each layer reads all earlier ones of its block.
 */
final class DenseNets {
  private static final int GROWTH = 32;

  private DenseNets() {}

  static List<Architecture> all() {
    return List.of(architecture("densenet121", 6, 12, 24, 16));
  }

  private static Architecture architecture(String name, Integer... layers) {
    return new Architecture(
        name,
        1000,
        Shape.of(3, 224, 224),
        List.of(
            variant("torchvision and timm", false, layers),
            variant("torchvision before 0.3", true, layers)));
  }

  /** In old checkpoints the modules of a layer are {@code norm.1} instead of {@code norm1}. */
  private static Variant variant(String description, boolean dotted, Integer... layers) {
    return Variant.of(description, new Body(List.of(layers), dotted ? "." : ""))
        .weights("features.conv0.weight", "classifier.weight")
        .initialiser(Initialisers.denseNet());
  }

  private record Body(List<Integer> layers, String separator) implements Blueprint {
    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Feature x = net.convolution("features.conv0", images, Convolution.of(64, 7).stride(2));
      x = net.relu("features.relu0", net.batchNorm("features.norm0", x));
      x = net.maxPool("features.pool0", x, 3, 2, 1, false);
      for (int block = 1; block <= layers.size(); block++) {
        x = block(net, "features.denseblock" + block, x, layers.get(block - 1));
        if (block < layers.size()) {
          x = transition(net, "features.transition" + block, x);
        }
      }
      x = net.relu("relu", net.batchNorm("features.norm5", x));
      x = net.flatten("flatten", net.globalAveragePool("avgpool", x));
      return net.linear("classifier", x, classes);
    }

    private Feature block(Modules net, String name, Feature in, int count) {
      List<Feature> features = new ArrayList<>(List.of(in));
      for (int layer = 1; layer <= count; layer++) {
        String prefix = name + ".denselayer" + layer;
        Feature all = layer == 1 ? in : net.concatenate(prefix + ".concat", List.copyOf(features));
        Feature x = preactivated(net, prefix, 1, all, Convolution.of(4 * GROWTH, 1));
        features.add(preactivated(net, prefix, 2, x, Convolution.of(GROWTH, 3)));
      }
      return net.concatenate(name + ".concat", List.copyOf(features));
    }

    private Feature preactivated(
        Modules net, String prefix, int number, Feature in, Convolution spec) {
      String suffix = separator + number;
      Feature x = net.batchNorm(prefix + ".norm" + suffix, in);
      x = net.relu(prefix + ".relu" + suffix, x);
      return net.convolution(prefix + ".conv" + suffix, x, spec);
    }

    private static Feature transition(Modules net, String name, Feature in) {
      Feature x = net.relu(name + ".relu", net.batchNorm(name + ".norm", in));
      x = net.convolution(name + ".conv", x, Convolution.of(in.channels() / 2, 1));
      return net.averagePool(name + ".pool", x, 2, 2);
    }
  }
}
