package org.stratigraph.architecture;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * Residual networks for ImageNet, He et al. 2016 (arXiv:1512.03385), in the form of torchvision and
 * timm: in a bottleneck the 3x3 convolution has the stride ("v1.5"). Two of them also for small
 * images, with a first convolution of 3x3 that keeps the size and no pooling after it.
 */
final class ResNets {
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  private ResNets() {}

  static List<Architecture> all() {
    return List.of(
        basic("resnet18", 2, 2, 2, 2),
        basic("resnet34", 3, 4, 6, 3),
        bottleneck("resnet50", 1, 64, 3, 4, 6, 3),
        bottleneck("resnet101", 1, 64, 3, 4, 23, 3),
        bottleneck("resnet152", 1, 64, 3, 8, 36, 3),
        bottleneck("wide_resnet50_2", 1, 128, 3, 4, 6, 3),
        bottleneck("resnext50_32x4d", 32, 4, 3, 4, 6, 3),
        smallImages("resnet18-cifar", 2, 2, 2, 2),
        smallImages("resnet34-cifar", 3, 4, 6, 3));
  }

  private static Architecture smallImages(String name, Integer... blocks) {
    Plan plan = new Plan(false, 1, 64, List.of(blocks));
    return new Architecture(
        name,
        10,
        Shape.of(3, 32, 32),
        List.of(
            variant("kuangliu", new Body(plan, ResNetNames.KUANGLIU, true))
                .initialiser(Initialisers.pyTorchDefault())
                .preprocessing("cifar10-imagenet-stats"),
            variant("torchvision naming", new Body(plan, ResNetNames.TORCHVISION, true))
                .preprocessing("cifar10")));
  }

  private static Architecture basic(String name, Integer... blocks) {
    return architecture(name, new Plan(false, 1, 64, List.of(blocks)));
  }

  private static Architecture bottleneck(String name, int groups, int width, Integer... blocks) {
    return architecture(name, new Plan(true, groups, width, List.of(blocks)));
  }

  private static Architecture architecture(String name, Plan plan) {
    return new Architecture(
        name,
        1000,
        IMAGENET,
        List.of(
            variant("torchvision and timm", new Body(plan, ResNetNames.TORCHVISION, false)),
            variant("Hugging Face transformers", new Body(plan, ResNetNames.HUGGING_FACE, false))));
  }

  private static Variant variant(String description, Body body) {
    return Variant.of(description, body)
        .weights(body.names().stem() + ".weight", body.names().head() + ".weight")
        .initialiser(Initialisers.resNet());
  }

  /**
   * The sizes.
   *
   * @param bottleneck three convolutions a block, 1x1, 3x3 and 1x1, instead of two of 3x3
   * @param groups groups of the 3x3 convolution of a bottleneck
   * @param width channels of a group in the first stage
   * @param blocks blocks of each stage
   */
  private record Plan(boolean bottleneck, int groups, int width, List<Integer> blocks) {
    int inner(int stage) {
      return bottleneck ? (groups * width) << stage : 64 << stage;
    }

    int outer(int stage) {
      return (bottleneck ? 256 : 64) << stage;
    }
  }

  private record Body(Plan plan, ResNetNames names, boolean smallImages) implements Blueprint {
    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Convolution stem = smallImages ? Convolution.of(64, 3) : Convolution.of(64, 7).stride(2);
      Feature x = net.convolution(names.stem(), images, stem);
      x = net.relu("relu", net.batchNorm(names.stemNorm(), x));
      x = smallImages ? x : net.maxPool("maxpool", x, 3, 2, 1, false);
      for (int stage = 0; stage < plan.blocks().size(); stage++) {
        for (int block = 0; block < plan.blocks().get(stage); block++) {
          x = block(net, x, stage, block);
        }
      }
      x = net.flatten("flatten", net.globalAveragePool("avgpool", x));
      return net.linear(names.head(), x, classes);
    }

    private Feature block(Modules net, Feature in, int stage, int block) {
      String name = names.block(stage, block);
      int stride = stage > 0 && block == 0 ? 2 : 1;
      int inner = plan.inner(stage);
      int outer = plan.outer(stage);
      Feature x = in;
      if (plan.bottleneck()) {
        x = convolve(net, name, 1, x, Convolution.of(inner, 1));
        x = net.relu(name + ".relu1", x);
        x =
            convolve(
                net, name, 2, x, Convolution.of(inner, 3).stride(stride).groups(plan.groups()));
        x = net.relu(name + ".relu2", x);
        x = convolve(net, name, 3, x, Convolution.of(outer, 1));
      } else {
        x = convolve(net, name, 1, x, Convolution.of(inner, 3).stride(stride));
        x = net.relu(name + ".relu1", x);
        x = convolve(net, name, 2, x, Convolution.of(outer, 3));
      }
      Feature shortcut = in;
      if (stride != 1 || in.channels() != outer) {
        shortcut =
            net.convolution(names.shortcut(name), in, Convolution.of(outer, 1).stride(stride));
        shortcut = net.batchNorm(names.shortcutNorm(name), shortcut);
      }
      return net.relu(name + ".relu", net.add(name + ".add", x, shortcut));
    }

    private Feature convolve(Modules net, String block, int number, Feature in, Convolution spec) {
      Feature x = net.convolution(names.convolution(block, number), in, spec);
      return net.batchNorm(names.norm(block, number), x);
    }
  }
}
