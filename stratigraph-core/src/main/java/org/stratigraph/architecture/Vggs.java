package org.stratigraph.architecture;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * VGG, Simonyan and Zisserman 2015 (arXiv:1409.1556): 3x3 convolutions, five poolings, and three
 * linear layers. In timm's form the first two linear layers are stored as convolutions.
 */
final class Vggs {
  private static final Shape IMAGENET = Shape.of(3, 224, 224);
  private static final Shape CIFAR = Shape.of(3, 32, 32);

  private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512, 512);

  private Vggs() {}

  static List<Architecture> all() {
    List<Architecture> all = new ArrayList<>();
    for (int depth : new int[] {11, 13, 16, 19}) {
      for (boolean norm : new boolean[] {false, true}) {
        all.add(imageNet(depth, norm));
      }
    }
    for (int depth : new int[] {11, 13, 16, 19}) {
      all.add(cifar(depth));
    }
    all.add(oneLinear());
    return all;
  }

  private static Architecture imageNet(int depth, boolean norm) {
    return new Architecture(
        "vgg" + depth + (norm ? "_bn" : ""),
        1000,
        IMAGENET,
        List.of(
            variant("torchvision", depth, norm, "classifier.6", Vggs::torchvisionHead),
            variant("timm", depth, norm, "head.fc", Vggs::timmHead)));
  }

  private static Architecture cifar(int depth) {
    return new Architecture(
        "vgg" + depth + "_bn-cifar",
        10,
        CIFAR,
        List.of(
            variant("chenyaofo", depth, true, "classifier.6", Vggs::cifarHead)
                .preprocessing("cifar10"),
            variant("kuangliu", depth, true, "classifier", Vggs::singleHead)
                .initialiser(Initialisers.pyTorchDefault())
                .preprocessing("cifar10")));
  }

  /** VGG-19 as in Agrawal et al. 2020 (arXiv:2011.06735): one linear layer after the last pool. */
  private static Architecture oneLinear() {
    return new Architecture(
        "vgg19_bn-cifar-linear",
        10,
        CIFAR,
        List.of(
            variant("ManifoldRG Relative-Weight-Change", 19, true, "classifier", Vggs::singleHead)
                .preprocessing("cifar10-imagenet-stats")));
  }

  private static Variant variant(
      String description, int depth, boolean norm, String last, Blueprint head) {
    Blueprint whole =
        (net, images, classes) -> head.draw(net, features(net, images, depth, norm), classes);
    return Variant.of(description, whole)
        .weights("features.0.weight", last + ".weight")
        .initialiser(Initialisers.vgg());
  }

  private static Feature features(Modules net, Feature images, int depth, boolean norm) {
    Feature x = images;
    int module = 0;
    for (int stage = 0; stage < CHANNELS.size(); stage++) {
      for (int i = 0; i < convolutions(depth, stage); i++) {
        Convolution spec = Convolution.of(CHANNELS.get(stage), 3).withBias();
        x = net.convolution("features." + module++, x, spec);
        if (norm) {
          x = net.batchNorm("features." + module++, x);
        }
        x = net.relu("features." + module++, x);
      }
      x = net.maxPool("features." + module++, x, 2, 2, 0, false);
    }
    return x;
  }

  /** Convolutions before the pooling that ends a stage; stages count from 0. */
  private static int convolutions(int depth, int stage) {
    if (stage < 2) {
      return depth == 11 ? 1 : 2;
    }
    return (depth - 5 - (depth == 11 ? 0 : 2)) / 3;
  }

  private static Feature torchvisionHead(Modules net, Feature in, int classes) {
    Feature x = net.flatten("flatten", net.adaptiveAveragePool("avgpool", in, 7));
    return threeLinear(net, x, 4096, classes);
  }

  private static Feature timmHead(Modules net, Feature in, int classes) {
    Feature x = net.convolution("pre_logits.fc1", in, Convolution.of(4096, 7).pad(0).withBias());
    x = net.relu("pre_logits.act1", x);
    x = net.convolution("pre_logits.fc2", x, Convolution.of(4096, 1).withBias());
    x = net.relu("pre_logits.act2", x);
    x = net.flatten("head.flatten", net.globalAveragePool("head.global_pool", x));
    return net.linear("head.fc", x, classes);
  }

  private static Feature cifarHead(Modules net, Feature in, int classes) {
    return threeLinear(net, net.flatten("flatten", in), 512, classes);
  }

  private static Feature threeLinear(Modules net, Feature in, int width, int classes) {
    Feature x = net.relu("classifier.1", net.linear("classifier.0", in, width));
    x = net.dropout("classifier.2", x, 0.5f);
    x = net.relu("classifier.4", net.linear("classifier.3", x, width));
    x = net.dropout("classifier.5", x, 0.5f);
    return net.linear("classifier.6", x, classes);
  }

  private static Feature singleHead(Modules net, Feature in, int classes) {
    return net.linear("classifier", net.flatten("flatten", in), classes);
  }
}
