package org.stratigraph.architecture;

import java.util.List;
import java.util.stream.Collectors;
import org.stratigraph.tensor.Shape;

/**
 * The networks of Peer et al. (arXiv:2011.02956 and 2103.04331) with blocks of four types, of 64,
 * 128, 256 and 512 channels: VGG-like, and the same with shortcuts. With 3, 12, 41 and 3 blocks
 * they are 120 layers deep. The first block of every type but the first halves the image.
 *
 * <p>As the code of the papers has it ({@code github.com/peerdavid/conflicting-bundles},
 * TensorFlow): every convolution has a bias, "same" padding, batch norm with an epsilon of 0.001
 * and a momentum of 0.99, a max-pool after the stem only for images more than 50 pixels wide.
 * There, images are standardised one by one; here, by the data set.
 *
 * <p>The tensors of a block begin with {@code blocks.N.}, where N counts through all types from 0:
 * {@code blocks.0.conv1.weight}. Its result is the value {@code blocks.N.relu}, that of its branch
 * before the addition {@code blocks.N.bn2}.
 */
final class ConflictNetworks {
  private static final int WIDE = 50;

  private ConflictNetworks() {}

  /** The VGG-like network with these numbers of blocks, four of them. */
  static Architecture vgg(List<Integer> blocks) {
    return architecture("conflict-vgg", new Body(blocks, false));
  }

  /** The same with shortcuts; a 1x1 convolution with batch norm where a block halves the image. */
  static Architecture resNet(List<Integer> blocks) {
    return architecture("conflict-resnet", new Body(blocks, true));
  }

  private static Architecture architecture(String family, Body body) {
    String blocks = body.blocks().stream().map(String::valueOf).collect(Collectors.joining(","));
    return new Architecture(
        family + ":" + blocks,
        10,
        Shape.of(3, 32, 32),
        List.of(
            Variant.of("peerdavid conflicting-bundles", body)
                .weights("conv1.weight", "fc.weight")
                .initialiser(Initialisers.conflict())
                .preprocessing("cifar10")));
  }

  private record Body(List<Integer> blocks, boolean shortcuts) implements Blueprint {
    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Feature x = convolve(net, "", 1, images, Convolution.same(images, 64, 7, 2));
      x = net.relu("relu", x);
      x = images.width() > WIDE ? net.samePool("maxpool", x) : x;
      int number = 0;
      for (int type = 0; type < blocks.size(); type++) {
        for (int i = 0; i < blocks.get(type); i++, number++) {
          x = block(net, "blocks." + number, x, 64 << type, type > 0 && i == 0 ? 2 : 1);
        }
      }
      x = net.flatten("flatten", net.globalAveragePool("avgpool", x));
      return net.linear("fc", x, classes);
    }

    private Feature block(Modules net, String name, Feature in, int channels, int stride) {
      Feature x = convolve(net, name + ".", 1, in, Convolution.same(in, channels, 3, stride));
      x = net.relu(name + ".relu1", x);
      x = convolve(net, name + ".", 2, x, Convolution.same(x, channels, 3, 1));
      if (shortcuts) {
        Feature shortcut = stride == 1 ? in : projected(net, name + ".downsample", in, channels);
        x = net.add(name + ".add", shortcut, x);
      }
      return net.relu(name + ".relu", x);
    }

    private static Feature projected(Modules net, String name, Feature in, int channels) {
      Convolution spec = Convolution.same(in, channels, 1, 2).withBias();
      return net.kerasBatchNorm(name + ".1", net.convolution(name + ".0", in, spec));
    }

    private static Feature convolve(
        Modules net, String prefix, int number, Feature in, Convolution spec) {
      Feature x = net.convolution(prefix + "conv" + number, in, spec.withBias());
      return net.kerasBatchNorm(prefix + "bn" + number, x);
    }
  }
}
