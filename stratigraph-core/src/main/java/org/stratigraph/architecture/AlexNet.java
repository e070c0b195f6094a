package org.stratigraph.architecture;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * AlexNet in the one-tower form of Krizhevsky 2014 (arXiv:1404.5997): as torchvision has it, and
 * for 32x32 images as in Agrawal et al. 2020 (arXiv:2011.06735).
 */
final class AlexNet {
  private AlexNet() {}

  static List<Architecture> all() {
    return List.of(
        new Architecture(
            "alexnet",
            1000,
            Shape.of(3, 224, 224),
            List.of(
                Variant.of("torchvision", AlexNet::draw)
                    .weights("features.0.weight", "classifier.6.weight")
                    .initialiser(Initialisers.alexNet()))),
        new Architecture(
            "alexnet-cifar",
            10,
            Shape.of(3, 32, 32),
            List.of(
                Variant.of("ManifoldRG Relative-Weight-Change", AlexNet::drawSmall)
                    .weights("features.0.weight", "classifier.6.weight")
                    .preprocessing("cifar10-imagenet-stats"))));
  }

  private static Feature drawSmall(Modules net, Feature images, int classes) {
    Feature x = activated(net, 0, images, Convolution.of(64, 3).stride(2));
    x = net.maxPool("features.2", x, 2, 2, 0, false);
    x = activated(net, 3, x, Convolution.of(192, 3));
    x = net.maxPool("features.5", x, 2, 2, 0, false);
    x = activated(net, 6, x, Convolution.of(384, 3));
    x = activated(net, 8, x, Convolution.of(256, 3));
    x = activated(net, 10, x, Convolution.of(256, 3));
    x = net.maxPool("features.12", x, 2, 2, 0, false);
    x = net.dropout("classifier.0", net.flatten("flatten", x), 0.5f);
    x = net.relu("classifier.2", net.linear("classifier.1", x, 4096));
    x = net.dropout("classifier.3", x, 0.5f);
    x = net.relu("classifier.5", net.linear("classifier.4", x, 1024));
    return net.linear("classifier.6", x, classes);
  }

  private static Feature draw(Modules net, Feature images, int classes) {
    Feature x = images;
    x = activated(net, 0, x, Convolution.of(64, 11).stride(4).pad(2));
    x = net.maxPool("features.2", x, 3, 2, 0, false);
    x = activated(net, 3, x, Convolution.of(192, 5));
    x = net.maxPool("features.5", x, 3, 2, 0, false);
    x = activated(net, 6, x, Convolution.of(384, 3));
    x = activated(net, 8, x, Convolution.of(256, 3));
    x = activated(net, 10, x, Convolution.of(256, 3));
    x = net.maxPool("features.12", x, 3, 2, 0, false);
    x = net.flatten("flatten", net.adaptiveAveragePool("avgpool", x, 6));
    x = net.dropout("classifier.0", x, 0.5f);
    x = net.relu("classifier.2", net.linear("classifier.1", x, 4096));
    x = net.dropout("classifier.3", x, 0.5f);
    x = net.relu("classifier.5", net.linear("classifier.4", x, 4096));
    return net.linear("classifier.6", x, classes);
  }

  private static Feature activated(Modules net, int module, Feature in, Convolution spec) {
    Feature x = net.convolution("features." + module, in, spec.withBias());
    return net.relu("features." + (module + 1), x);
  }
}
