package org.stratigraph.architecture;

import java.util.List;
import org.stratigraph.tensor.Shape;

/** MobileNet v2, Sandler et al. 2018 (arXiv:1801.04381), as torchvision and timm have it. */
final class MobileNetV2 {
  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  private MobileNetV2() {}

  private record Stage(int expansion, int channels, int blocks, int stride) {}

  static List<Architecture> all() {
    return List.of(
        architecture("mobilenet_v2", 1),
        architecture("mobilenet_v2_140", 1.4),
        architecture("mobilenet_v2_075", 0.75),
        architecture("mobilenet_v2_050", 0.5),
        architecture("mobilenet_v2_035", 0.35));
  }

  private static Architecture architecture(String name, double width) {
    return new Architecture(
        name,
        1000,
        Shape.of(3, 224, 224),
        List.of(
            Variant.of("torchvision", new Body(width, false))
                .weights("features.0.0.weight", "classifier.1.weight")
                .initialiser(Initialisers.mobileNetV2()),
            Variant.of("timm", new Body(width, true))
                .weights("conv_stem.weight", "classifier.weight")
                .initialiser(Initialisers.timmEfficient())));
  }

  /** To a multiple of 8, never below 90 % of the wanted number; both libraries do so. */
  static int divisible(double channels) {
    int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }

  private record Body(double width, boolean timm) implements Blueprint {
    @Override
    public Feature draw(Modules net, Feature images, int classes) {
      Convolution stem = Convolution.of(divisible(32 * width), 3).stride(2);
      Feature x =
          timm
              ? active(net, "conv_stem", "bn1", images, stem)
              : active(net, "features.0.0", "features.0.1", images, stem);
      int number = 1;
      for (int stage = 0; stage < STAGES.size(); stage++) {
        for (int block = 0; block < STAGES.get(stage).blocks(); block++) {
          String name = timm ? "blocks." + stage + "." + block : "features." + number + ".conv";
          x = block(net, name, x, STAGES.get(stage), block == 0);
          number++;
        }
      }
      Convolution last = Convolution.of(divisible(1280 * Math.max(1, width)), 1);
      x =
          timm
              ? active(net, "conv_head", "bn2", x, last)
              : active(net, "features." + number + ".0", "features." + number + ".1", x, last);
      x = net.flatten("flatten", net.globalAveragePool("avgpool", x));
      return timm
          ? net.linear("classifier", x, classes)
          : net.linear("classifier.1", net.dropout("classifier.0", x, 0.2f), classes);
    }

    private Feature block(Modules net, String name, Feature in, Stage stage, boolean first) {
      int stride = first ? stage.stride() : 1;
      int hidden = in.channels() * stage.expansion();
      Convolution expand = Convolution.of(hidden, 1);
      Convolution depthwise = Convolution.of(hidden, 3).stride(stride).groups(hidden);
      Convolution project = Convolution.of(divisible(stage.channels() * width), 1);
      boolean expands = stage.expansion() > 1;
      Feature x = in;
      if (timm) {
        if (expands) {
          x = active(net, name + ".conv_pw", name + ".bn1", x, expand);
        }
        x = active(net, name + ".conv_dw", name + (expands ? ".bn2" : ".bn1"), x, depthwise);
        x = net.convolution(name + (expands ? ".conv_pwl" : ".conv_pw"), x, project);
        x = net.batchNorm(name + (expands ? ".bn3" : ".bn2"), x);
      } else {
        int module = 0;
        if (expands) {
          x = active(net, name + ".0.0", name + ".0.1", x, expand);
          module++;
        }
        x = active(net, name + "." + module + ".0", name + "." + module + ".1", x, depthwise);
        x = net.convolution(name + "." + (module + 1), x, project);
        x = net.batchNorm(name + "." + (module + 2), x);
      }
      boolean sameShape = stride == 1 && in.channels() == x.channels();
      return sameShape ? net.add(name + ".add", in, x) : x;
    }

    private static Feature active(
        Modules net, String name, String norm, Feature in, Convolution spec) {
      Feature x = net.batchNorm(norm, net.convolution(name, in, spec));
      return net.relu6(norm + ".relu6", x);
    }
  }
}
