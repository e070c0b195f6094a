package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained values of each architecture against the counts that its library publishes. */
class ParameterCountTest {
  /** Counts: num_params in the documentation of torchvision's pretrained weights. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, 11689512",
    "resnet34, 21797672",
    "resnet50, 25557032",
    "resnet101, 44549160",
    "resnet152, 60192808",
    "wide_resnet50_2, 68883240",
    "resnext50_32x4d, 25028904",
    "vgg11, 132863336",
    "vgg11_bn, 132868840",
    "vgg13, 133047848",
    "vgg13_bn, 133053736",
    "vgg16, 138357544",
    "vgg16_bn, 138365992",
    "vgg19, 143667240",
    "vgg19_bn, 143678248",
    "alexnet, 61100840",
    "squeezenet1_0, 1248424",
    "squeezenet1_1, 1235496",
    "mobilenet_v2, 3504872",
    "densenet121, 7978856",
  })
  void torchvision(String name, long expected) {
    assertThat(count(name, 0)).isEqualTo(expected);
  }

  /**
   * Counts: the papers, arXiv:1512.03385 table 6 (in millions) for the CIFAR networks; timm's
   * results tables (in millions) for its MobileNets; Keras Applications' model summary for
   * MobileNet v1 of width 1 (4,253,864 with 21,888 statistics).
   */
  @ParameterizedTest
  @CsvSource({
    "resnet20-cifar, 0, 0.27",
    "resnet32-cifar, 0, 0.46",
    "resnet44-cifar, 0, 0.66",
    "resnet56-cifar, 0, 0.85",
    "resnet110-cifar, 0, 1.7",
    "mobilenet_v1, 0, 4.231976",
    "mobilenet_v1, 1, 4.23",
    "mobilenet_v2, 1, 3.50",
    "mobilenet_v2_050, 1, 1.97",
    "mobilenet_v2_140, 1, 6.11",
  })
  void published(String name, int variant, String millions) {
    int decimals = millions.length() - millions.indexOf('.') - 1;
    assertThat(
            new BigDecimal(count(name, variant))
                .movePointLeft(6)
                .setScale(decimals, RoundingMode.HALF_UP))
        .isEqualTo(new BigDecimal(millions));
  }

  /** Counts: the sums over PyTorch 1.13's own modules of these sizes, for ten classes. */
  @ParameterizedTest
  @CsvSource({
    "resnet18-cifar, 11173962",
    "resnet34-cifar, 21282122",
    "vgg19_bn-cifar-linear, 20040522",
    "alexnet-cifar, 10655562",
  })
  void smallImages(String name, long expected) {
    assertThat(count(name, 0)).isEqualTo(expected);
  }

  /**
   * ResNet-8, by hand: stem 432 + 32; stages 4608 + 64, 13824 + 128 and 55296 + 256; head 650. With
   * shortcuts of 1x1 convolutions and their norms 512 + 64 and 2048 + 128 more.
   */
  @ParameterizedTest
  @CsvSource({"0, 75290", "1, 78042"})
  void resNet8(int variant, long expected) {
    assertThat(count("resnet8-cifar", variant)).isEqualTo(expected);
  }

  /**
   * The networks of the conflicting bundles papers, counted from Keras' layers (methods of Peer et
   * al.: trainable parameters for 10 classes and RGB); shortcuts add 174,720 from depth 10 on.
   */
  @ParameterizedTest
  @CsvSource({
    "4, '1,0,0,0', 84362",
    "10, '1,1,1,1', 4739082",
    "20, '2,2,3,2', 12192906",
    "30, '3,3,5,3', 19646730",
    "50, '3,6,12,3', 28802058",
    "76, '3,6,25,3', 44157450",
    "100, '3,12,31,3', 53018634",
    "120, '3,12,41,3', 64830474",
  })
  void conflictNetworks(int depth, String blocks, long expected) {
    assertThat(count("conflict-vgg:" + blocks, 0)).isEqualTo(expected);
    assertThat(count("conflict-resnet:" + blocks, 0))
        .isEqualTo(expected + (depth >= 10 ? 174_720 : 0));
    Architecture vgg = Architectures.named("conflict-vgg:" + blocks);
    long layers =
        vgg.variants().get(0).tensors(vgg.input(), 10).keySet().stream()
            .filter(name -> name.matches("(.*\\.)?(conv\\d|fc)\\.weight"))
            .count();
    assertThat(layers).isEqualTo(depth);
  }

  /** 784 x 10 + 10, 49 times 10 x 10 + 10, 10 x 10 + 10. */
  @Test
  void fullyConnected() {
    assertThat(count("fnn:width=10,depth=50", 0)).isEqualTo(7850 + 49 * 110 + 110);
  }

  private static long count(String name, int variant) {
    Architecture architecture = Architectures.named(name);
    return architecture
        .variants()
        .get(variant)
        .tensors(architecture.input(), architecture.classes())
        .entrySet()
        .stream()
        .filter(tensor -> !tensor.getKey().contains(".running_"))
        .mapToLong(tensor -> tensor.getValue().elementCount())
        .sum();
  }
}
