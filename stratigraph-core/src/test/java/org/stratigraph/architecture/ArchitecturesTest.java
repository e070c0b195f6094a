package org.stratigraph.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class ArchitecturesTest {
  @ParameterizedTest
  @CsvSource({
    "resnet50, resnet50",
    "ResNet-50, resnet50",
    "resnet50.a1_in1k, resnet50",
    "tv_resnet50, resnet50",
    "wide-resnet50-2, wide_resnet50_2",
    "resnext50-32x4d, resnext50_32x4d",
    "resnet20-cifar, resnet20-cifar",
    "resnet20_cifar, resnet20-cifar",
    "cifar10_resnet20, resnet20-cifar",
    "resnet20, resnet20-cifar",
    "squeezenet1.1, squeezenet1_1",
    "vgg16-bn, vgg16_bn",
    "cifar100_vgg16_bn, vgg16_bn-cifar",
    "mobilenetv2_100.ra_in1k, mobilenet_v2",
    "mobilenet_v1_075, mobilenet_v1_075",
    "DenseNet121, densenet121",
    "cifar10_resnet18, resnet18-cifar",
    "resnet8, resnet8-cifar",
    "'FNN: width=10, depth=50', 'fnn:width=10,depth=50'",
    "'fnn:depth=050,width=10', 'fnn:width=10,depth=50'",
    "'conflict_vgg:3,12,41,3', 'conflict-vgg:3,12,41,3'",
    "'conflict-resnet:1,0,0,0', 'conflict-resnet:1,0,0,0'",
  })
  void named(String given, String expected) {
    assertThat(Architectures.named(given).name()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fnn | needs a width from 1 to 16384 and a depth from 1 to 1000, as in fnn:width=10,depth=50",
        "fnn:width=10 | needs a width",
        "fnn:width=0,depth=5 | needs a width",
        "fnn:width=10,depth=1001 | needs a width",
        "fnn:width=-1,depth=3 | needs a width",
        "conflict-vgg | needs four numbers of blocks from 0 to 1000, as in conflict-vgg:3,12,41,3",
        "conflict-vgg:1,2,3 | needs four numbers",
        "conflict-resnet:1,2,3,x | as in conflict-resnet:3,12,41,3",
        "conflict-vgg:1,2,3,1001 | needs four numbers",
      })
  void parametersAreChecked(String name, String message) {
    assertThatThrownBy(() -> Architectures.named(name))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith("The architecture '" + name + "' needs")
        .hasMessageContaining(message);
  }

  @Test
  void nameDoesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Architectures.named("MOBILENET_V1").name()).isEqualTo("mobilenet_v1");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void unknownNameIsRefusedWithTheClosestAndAll() {
    assertThatThrownBy(() -> Architectures.named("resnet_52"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("Unknown architecture 'resnet_52'. Did you mean 'resnet50'?")
        .hasMessageContaining("densenet121")
        .hasMessageContaining("fnn:width=W,depth=D, conflict-vgg:A,B,C,D, conflict-resnet:A,B,C,D")
        .hasMessageContaining("ONNX");
    assertThatThrownBy(() -> Architectures.named("efficientformer"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageNotContaining("Did you mean");
    assertThatThrownBy(() -> Architectures.named("")).isInstanceOf(UnusableInputException.class);
    assertThatThrownBy(() -> Architectures.named(".")).isInstanceOf(UnusableInputException.class);
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(Architectures.names());
    names.add("fnn:width=3,depth=2");
    names.add("conflict-vgg:1,2,0,1");
    names.add("conflict-resnet:0,2,1,1");
    return names;
  }

  /** Every variant of every architecture is a graph whose tensors are used by its nodes. */
  @ParameterizedTest
  @MethodSource("names")
  void everyTensorIsUsed(String name) {
    Architecture architecture = Architectures.named(name);
    for (Variant variant : architecture.variants()) {
      Map<String, Shape> tensors = variant.tensors(architecture.input(), 7);
      Graph graph =
          variant.build(architecture.input(), 7, (tensor, shape) -> Tensor.of(Shape.of(), 0f));
      assertThat(graph.initialisers()).containsKeys(tensors.keySet().toArray(String[]::new));
      assertThat(graph.initialisers().keySet()).allMatch(t -> !graph.consumers(t).isEmpty());
      assertThat(graph.nodes().stream().map(Node::name)).doesNotHaveDuplicates();
      assertThat(graph.inputs())
          .singleElement()
          .satisfies(v -> assertThat(v.name()).isEqualTo("input"));
      assertThat(graph.outputs())
          .singleElement()
          .satisfies(v -> assertThat(v.name()).isEqualTo("logits"));
      assertThat(graph.outputs().get(0).shape().get(1)).hasValue(7);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void preprocessingIsKnown(String name) {
    for (Variant variant : Architectures.named(name).variants()) {
      assertThat(Preprocessing.names()).contains(variant.preprocessing());
    }
  }

  @Test
  void buildsZerosForTheDefaultImage() {
    Architecture architecture = Architectures.named("resnet20-cifar");
    Graph graph = architecture.build(5);
    assertThat(graph.inputs().get(0).shape().toString())
        .isEqualTo("[OptionalLong.empty, OptionalLong[3], OptionalLong[32], OptionalLong[32]]");
    assertThat(graph.initialisers().get("linear.weight").shape()).isEqualTo(Shape.of(5, 64));
    assertThat(graph.initialisers().get("conv1.weight").toFloats()).containsOnly(0f);
  }

  /** Bottlenecks of torchvision have the stride in the 3x3 convolution. */
  @Test
  void bottleneckStride() {
    Graph graph =
        Architectures.named("resnet50")
            .variants()
            .get(0)
            .build(Shape.of(3, 64, 64), 2, (n, s) -> Tensor.of(Shape.of(), 0f));
    assertThat(strides(graph, "layer2.0.conv1")).containsExactly(1, 1);
    assertThat(strides(graph, "layer2.0.conv2")).containsExactly(2, 2);
  }

  /**
   * Where the sources have {@code nn.Dropout}: torchvision's alexnet.py, vgg.py, squeezenet.py and
   * mobilenetv2.py, chenyaofo's vgg.py, and the Relative-Weight-Change notebooks; timm drops
   * nothing by default. Modules are named by their place in the classifier.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "alexnet; torchvision; classifier.0=0.5 classifier.3=0.5",
        "alexnet-cifar; ManifoldRG Relative-Weight-Change; classifier.0=0.5 classifier.3=0.5",
        "vgg11; torchvision; classifier.2=0.5 classifier.5=0.5",
        "vgg19_bn; torchvision; classifier.2=0.5 classifier.5=0.5",
        "vgg16; timm; ''",
        "vgg16_bn-cifar; chenyaofo; classifier.2=0.5 classifier.5=0.5",
        "vgg16_bn-cifar; kuangliu; ''",
        "squeezenet1_1; torchvision; classifier.0=0.5",
        "mobilenet_v2; torchvision; classifier.0=0.2",
        "mobilenet_v2; timm; ''",
      })
  void dropsWhereTheSourceDoes(String name, String source, String expected) {
    Architecture architecture = Architectures.named(name);
    Variant variant =
        architecture.variants().stream()
            .filter(one -> one.description().equals(source))
            .findFirst()
            .orElseThrow();
    Graph graph = variant.build(architecture.input(), 7, (t, s) -> Tensor.of(Shape.of(), 0f));
    List<String> found = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.operator().equals("Dropout")) {
        found.add(node.name() + "=" + graph.initialisers().get(node.inputs().get(1)).toFloats()[0]);
      }
    }
    assertThat(String.join(" ", found)).isEqualTo(expected);
  }

  private static long[] strides(Graph graph, String node) {
    return graph.producer(node).orElseThrow().integers("strides").stream()
        .mapToLong(x -> x)
        .toArray();
  }

  @Test
  void fitTakesClassesChannelsAndVariantFromTheTensors() {
    Architecture architecture = Architectures.named("resnet20-cifar");
    for (Variant variant : architecture.variants()) {
      Map<String, Shape> found = new LinkedHashMap<>(variant.tensors(Shape.of(1, 32, 32), 100));
      found.put("bn1.num_batches_tracked", Shape.of());
      Fit fit = architecture.fit(found, architecture.input());
      assertThat(fit.variant()).isSameAs(variant);
      assertThat(fit.isExact()).isTrue();
      assertThat(fit.classes()).isEqualTo(100);
      assertThat(fit.input()).isEqualTo(Shape.of(1, 32, 32));
    }
  }

  /** All tensors of ResNet-18 are in ResNet-34, with the same shapes. */
  @Test
  void shallowerNetworkDoesNotFit() {
    Architecture deep = Architectures.named("resnet34");
    Architecture shallow = Architectures.named("resnet18");
    Fit fit = shallow.fit(deep.variants().get(0).tensors(deep.input(), 1000), shallow.input());
    assertThat(fit.missing()).isEmpty();
    assertThat(fit.misshaped()).isEmpty();
    assertThat(fit.unexpected()).contains("layer1.2.conv1.weight");
    assertThat(fit.isExact()).isFalse();
  }

  @Test
  void leftoversAreToldApart() {
    Architecture architecture = Architectures.named("resnet18");
    Map<String, Shape> found =
        new LinkedHashMap<>(architecture.variants().get(0).tensors(architecture.input(), 10));
    found.put("layer1.0.bn1.aux_bn.weight", Shape.of(64));
    found.put("total_ops", Shape.of(1));
    Fit fit = architecture.fit(found, architecture.input());
    assertThat(fit.isExact()).isTrue();
    assertThat(fit.unused()).containsExactly("layer1.0.bn1.aux_bn.weight", "total_ops");
    found.put("projector.weight", Shape.of(1));
    found.remove("bn1.bias");
    found.put("bn1.weight", Shape.of(2));
    fit = architecture.fit(found, architecture.input());
    assertThat(fit.isExact()).isFalse();
    assertThat(fit.missing()).containsExactly("bn1.bias");
    assertThat(fit.misshaped()).containsExactly("bn1.weight");
    assertThat(fit.unexpected()).containsExactly("projector.weight");
  }

  /** A fully connected network tells its images by their values: squares in grey or colours. */
  @ParameterizedTest
  @CsvSource({"1, 28", "3, 32", "1, 5"})
  void fullyConnectedFitTellsTheImage(int channels, int side) {
    Architecture architecture = Architectures.named("fnn:width=7,depth=2");
    Shape image = Shape.of(channels, side, side);
    Fit fit =
        architecture.fit(architecture.variants().get(0).tensors(image, 4), architecture.input());
    assertThat(fit.isExact()).isTrue();
    assertThat(fit.input()).isEqualTo(image);
    assertThat(fit.classes()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "vgg11, 100, multiple of 7",
    "alexnet, 32, too small",
    "squeezenet1_1, 8, too small",
    "alexnet-cifar, 8, too small",
    "vgg19_bn-cifar-linear, 28, too small"
  })
  void refusesImagesThatDoNotFit(String name, int size, String message) {
    Variant variant = Architectures.named(name).variants().get(0);
    assertThatThrownBy(() -> variant.tensors(Shape.of(3, size, size), 10))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(message);
  }
}
