package org.stratigraph.architecture;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * MobileNet v1, Howard et al. 2017 (arXiv:1704.04861). Two forms are known, and differ by more than
 * names: weights from Keras expect zeros only below and to the right before a stride of 2, and
 * batch norm with an epsilon of 0.001; timm has PyTorch's habits.
 */
final class MobileNetV1 {
  private static final List<Integer> CHANNELS =
      List.of(64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024);

  private MobileNetV1() {}

  static List<Architecture> all() {
    return List.of(
        architecture("mobilenet_v1", 1),
        architecture("mobilenet_v1_075", 0.75),
        architecture("mobilenet_v1_050", 0.5),
        architecture("mobilenet_v1_025", 0.25));
  }

  private static Architecture architecture(String name, double width) {
    return new Architecture(
        name,
        1000,
        Shape.of(3, 224, 224),
        List.of(
            Variant.of("Keras weights", new Body(width, true))
                .weights("stem.conv.weight", "classifier.weight")
                .initialiser(Initialisers.mobileNetV1())
                .preprocessing("imagenet-half"),
            Variant.of("timm", new Body(width, false))
                .weights("conv_stem.weight", "classifier.weight")
                .initialiser(Initialisers.timmEfficient())
                .preprocessing("imagenet")));
  }

  private record Body(double width, boolean keras) implements Blueprint {
    private int scaled(int channels) {
      return (int) (channels * width);
    }

    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Feature x =
          keras
              ? unit(net, "stem.conv", "stem.bn", images, convolution(scaled(32), 2))
              : unit(net, "conv_stem", "bn1", images, convolution(scaled(32), 2));
      for (int block = 0; block < CHANNELS.size(); block++) {
        x = block(net, x, block);
      }
      x = net.flatten("flatten", net.globalAveragePool("pool", x));
      return net.linear("classifier", x, classes);
    }

    private Feature block(Modules net, Feature in, int block) {
      int channels = CHANNELS.get(block);
      int stride = block > 0 && channels > CHANNELS.get(block - 1) ? 2 : 1;
      Convolution depthwise = convolution(in.channels(), stride).groups(in.channels());
      Convolution pointwise = Convolution.of(scaled(channels), 1);
      if (keras) {
        String name = "blocks." + (block + 1);
        Feature x = unit(net, name + ".dw.conv", name + ".dw.bn", in, depthwise);
        return unit(net, name + ".pw.conv", name + ".pw.bn", x, pointwise);
      }
      String name = "blocks." + stage(block) + "." + (block - firstOf(stage(block)));
      Feature x = unit(net, name + ".conv_dw", name + ".bn1", in, depthwise);
      return unit(net, name + ".conv_pw", name + ".bn2", x, pointwise);
    }

    private Feature unit(Modules net, String name, String norm, Feature in, Convolution spec) {
      Feature x = net.convolution(name, in, spec);
      return net.relu6(norm + ".relu6", net.batchNorm(norm, x, keras ? 1e-3f : Modules.EPSILON));
    }

    private Convolution convolution(int channels, int stride) {
      Convolution spec = Convolution.of(channels, 3).stride(stride);
      return keras && stride == 2 ? spec.pad(new Convolution.Pads(0, 0, 1, 1)) : spec;
    }

    /** timm counts a stage for each number of channels. */
    private static int stage(int block) {
      return (int) CHANNELS.subList(0, block + 1).stream().distinct().count() - 1;
    }

    private static int firstOf(int stage) {
      return CHANNELS.indexOf(CHANNELS.stream().distinct().toList().get(stage));
    }
  }
}
