package org.stratigraph.architecture;

import java.util.List;
import java.util.function.Predicate;
import org.stratigraph.tensor.Shape;

/**
 * Residual networks for 32x32 images, He et al. 2016 (arXiv:1512.03385), section 4.2: three stages
 * of 16, 32 and 64 channels.
 *
 * <p>Where a stage begins, the shortcut either takes every second pixel and pads channels of zeros
 * (option A) or is a 1x1 convolution with batch norm (option B). A checkpoint tells which: option B
 * has tensors in the shortcut.
 */
final class CifarResNets {
  private static final Shape IMAGE = Shape.of(3, 32, 32);
  private static final int CLASSES = 10;

  private CifarResNets() {}

  static List<Architecture> all() {
    return List.of(
        architecture(8),
        architecture(20),
        architecture(32),
        architecture(44),
        architecture(56),
        architecture(110));
  }

  private static Architecture architecture(int depth) {
    int blocks = (depth - 2) / 6;
    Initialiser kaiming = Initialisers.cifarResNet();
    Initialiser torchvision = Initialisers.resNet();
    return new Architecture(
        "resnet" + depth + "-cifar",
        CLASSES,
        IMAGE,
        List.of(
            variant("akamaster, shortcut A", "linear", "", kaiming, blocks),
            variant("akamaster, shortcut B", "linear", ".shortcut", kaiming, blocks),
            variant("torchvision naming, shortcut A", "fc", "", torchvision, blocks),
            variant("chenyaofo, shortcut B", "fc", ".downsample", torchvision, blocks),
            Variant.of("fattorib, shortcut A", new LateStride(blocks))
                .weights("first_layer.weight", "fc.weight")
                .initialiser(kaiming)
                .preprocessing("cifar10-imagenet-stats")
                .unused(LateStride.UNUSED)));
  }

  private static Variant variant(
      String description, String head, String shortcut, Initialiser initialiser, int blocks) {
    return Variant.of(description, new Standard(blocks, head, shortcut))
        .weights("conv1.weight", head + ".weight")
        .initialiser(initialiser)
        .preprocessing(head.equals("linear") ? "cifar10-imagenet-stats" : "cifar10");
  }

  private static Feature zeroPadded(Modules net, String block, Feature in) {
    Feature x = net.everySecond(block + ".subsample", in);
    return net.padChannels(block + ".pad", x, in.channels() / 2);
  }

  private static Feature classify(Modules net, String head, Feature in, int classes) {
    Feature x = net.flatten("flatten", net.globalAveragePool("avgpool", in));
    return net.linear(head, x, classes);
  }

  /**
   * The usual form.
   *
   * @param blocks blocks of each stage
   * @param head the name of the last layer
   * @param shortcut what follows the block's name in that of an option B shortcut; empty for A
   */
  private record Standard(int blocks, String head, String shortcut) implements Blueprint {
    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Feature x = net.convolution("conv1", images, Convolution.of(16, 3));
      x = net.relu("relu", net.batchNorm("bn1", x));
      for (int stage = 0; stage < 3; stage++) {
        for (int block = 0; block < blocks; block++) {
          String name = "layer" + (stage + 1) + "." + block;
          x = block(net, name, x, 16 << stage, stage > 0 && block == 0 ? 2 : 1);
        }
      }
      return classify(net, head, x, classes);
    }

    private Feature block(Modules net, String name, Feature in, int channels, int stride) {
      Feature x = net.convolution(name + ".conv1", in, Convolution.of(channels, 3).stride(stride));
      x = net.relu(name + ".relu1", net.batchNorm(name + ".bn1", x));
      x = net.convolution(name + ".conv2", x, Convolution.of(channels, 3));
      x = net.batchNorm(name + ".bn2", x);
      Feature identity = stride == 1 ? in : shortcut(net, name, in, channels);
      return net.relu(name + ".relu", net.add(name + ".add", x, identity));
    }

    private Feature shortcut(Modules net, String name, Feature in, int channels) {
      if (shortcut.isEmpty()) {
        return zeroPadded(net, name, in);
      }
      Feature x =
          net.convolution(name + shortcut + ".0", in, Convolution.of(channels, 1).stride(2));
      return net.batchNorm(name + shortcut + ".1", x);
    }
  }

  /**
   * The form of {@code github.com/fattorib/ResNets-CIFAR10}: a stage halves the image in the second
   * convolution of its last block. The source also creates modules that it never applies; their
   * tensors are in its checkpoints.
   */
  private record LateStride(int blocks) implements Blueprint {
    private static final List<String> STAGES =
        List.of("first_block", "second_block", "third_block");
    static final Predicate<String> UNUSED =
        name ->
            STAGES.stream()
                .anyMatch(s -> name.startsWith(s + ".conv_block.") || name.startsWith(s + ".bn."));

    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Feature x = net.convolution("first_layer", images, Convolution.of(16, 3));
      x = net.relu("relu", net.batchNorm("bn", x));
      for (int stage = 0; stage < 3; stage++) {
        String name = STAGES.get(stage);
        for (int block = 0; block < blocks - 1; block++) {
          x = block(net, name + ".residual_block." + block, x, false);
        }
        x = block(net, name + ".final_block", x, stage < 2);
      }
      return classify(net, "fc", x, classes);
    }

    private static Feature block(Modules net, String name, Feature in, boolean halve) {
      int channels = in.channels();
      Feature x = net.convolution(name + ".0", in, Convolution.of(channels, 3));
      x = net.relu(name + ".2", net.batchNorm(name + ".1", x));
      Convolution second =
          halve ? Convolution.of(2 * channels, 3).stride(2) : Convolution.of(channels, 3);
      x = net.batchNorm(name + ".4", net.convolution(name + ".3", x, second));
      Feature identity = halve ? zeroPadded(net, name, in) : in;
      return net.relu(name + ".relu", net.add(name + ".add", x, identity));
    }
  }
}
