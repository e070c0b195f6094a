package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** The blocks of known architectures as their papers count them, and of small graphs by hand. */
class ResidualBlocksTest {
  /**
   * Blocks: He et al. 2016 (arXiv:1512.03385), table 1 and section 4.2; Sandler et al. 2018, table
   * 2.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet20-cifar, 9, layer1.0, layer3.2",
    "resnet44-cifar, 21, layer1.0, layer3.6",
    "resnet110-cifar, 54, layer1.0, layer3.17",
    "resnet18, 8, layer1.0, layer4.1",
    "resnet50, 16, layer1.0, layer4.2",
    "resnet152, 50, layer1.0, layer4.2",
    "mobilenet_v2, 10, features.3.conv, features.16.conv",
  })
  void asPublished(String architecture, int count, String first, String last) {
    List<ResidualBlock> blocks = blocks(Architectures.named(architecture).build(10));
    assertThat(blocks).hasSize(count);
    assertThat(blocks.get(0).name()).isEqualTo(first);
    assertThat(blocks.get(count - 1).name()).isEqualTo(last);
    assertThat(blocks).extracting(ResidualBlock::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"vgg16", "squeezenet1_1", "densenet121", "alexnet", "mobilenet_v1"})
  void noneWhereNothingIsAdded(String architecture) {
    assertThat(blocks(Architectures.named(architecture).build(10))).isEmpty();
  }

  @Test
  void bottleneckWithProjection() {
    ResidualBlock block = blocks(Architectures.named("resnet50").build(10)).get(0);
    assertThat(block.hasIdentityShortcut()).isFalse();
    assertThat(block.shortcut()).isEqualTo("layer1.0.downsample.1");
    assertThat(block.layers())
        .extracting(Layer::name)
        .containsExactly(
            "layer1.0.conv1",
            "layer1.0.bn1",
            "layer1.0.conv2",
            "layer1.0.bn2",
            "layer1.0.conv3",
            "layer1.0.bn3");
    assertThat(block.shape()).isEqualTo(Shape.of(1, 256, 56, 56));
  }

  @Test
  void paddedShortcut() {
    ResidualBlock block = blocks(Architectures.named("resnet20-cifar").build(10)).get(3);
    assertThat(block.name()).isEqualTo("layer2.0");
    assertThat(block.shortcut()).isEqualTo("layer2.0.pad");
    assertThat(block.branch()).isEqualTo("layer2.0.bn2");
  }

  /** x + conv(relu(bn(x))), He et al. 2016 (arXiv:1603.05027); with a projection of relu(bn(x)). */
  @Test
  void preActivation() {
    Net net = new Net();
    String x = net.conv("stem", "x", 4, 3);
    String pre = net.relu("b0.relu", net.norm("b0.bn", x));
    String first =
        net.add("b0.add", net.conv("b0.conv2", net.conv("b0.conv1", pre, 4, 3), 4, 3), x);
    String second = net.relu("b1.relu", net.norm("b1.bn", first));
    String branch = net.conv("b1.conv2", net.conv("b1.conv1", second, 8, 3), 8, 3);
    String out = net.add("b1.add", net.conv("b1.shortcut", second, 8, 1), branch);

    List<ResidualBlock> blocks = blocks(net.build(out, 8));

    assertThat(blocks).extracting(ResidualBlock::name).containsExactly("b0", "b1");
    assertThat(blocks.get(0).start()).isEqualTo("stem");
    assertThat(blocks.get(0).shortcut()).isEqualTo("stem");
    assertThat(blocks.get(0).layers()).extracting(Layer::name).contains("b0.bn");
    assertThat(blocks.get(1).start()).isEqualTo("b1.relu");
    assertThat(blocks.get(1).shortcut()).isEqualTo("b1.shortcut");
    assertThat(blocks.get(1).layers()).extracting(Layer::name).doesNotContain("b1.shortcut");
  }

  @Test
  void squeezeAndExcitationIsPartOfTheBranch() {
    Net net = new Net();
    String x = net.conv("stem", "x", 4, 3);
    String y = net.conv("b.conv", x, 4, 3);
    String pooled = net.node("GlobalAveragePool", "b.pool", y);
    String gate = net.node("Sigmoid", "b.gate", net.conv("b.fc", pooled, 4, 1));
    String out = net.add("b.add", net.node("Mul", "b.scaled", y, gate), x);

    List<ResidualBlock> blocks = blocks(net.build(out, 4));

    assertThat(blocks).extracting(ResidualBlock::name).containsExactly("b");
    assertThat(blocks.get(0).layers()).extracting(Layer::name).containsExactly("b.conv", "b.fc");
    assertThat(blocks.get(0).branch()).isEqualTo("b.scaled");
  }

  @Test
  void aSumOfBranchesIsOneBlockForEach() {
    Net net = new Net();
    String x = net.conv("stem", "x", 4, 3);
    String left = net.relu("l.relu", net.conv("l.conv", x, 4, 3));
    String right = net.relu("r.relu", net.conv("r.conv", x, 4, 3));
    String out = net.add("outer", net.add("inner", x, left), right);

    List<ResidualBlock> blocks = blocks(net.build(out, 4));

    assertThat(blocks).extracting(ResidualBlock::value).containsExactly("inner", "outer");
    assertThat(blocks.get(1).shortcut()).isEqualTo("inner");
    assertThat(blocks.get(1).start()).isEqualTo("stem");
  }

  @Test
  void aBlockMayLieInTheBranchOfAnother() {
    Net net = new Net();
    String x = net.conv("stem", "x", 4, 3);
    String down = net.relu("a.relu", net.conv("a.conv", x, 4, 3));
    String inner = net.add("inner", down, net.relu("b.relu", net.conv("b.conv", down, 4, 3)));
    String out = net.add("outer", net.conv("c.conv", inner, 4, 3), x);

    List<ResidualBlock> blocks = blocks(net.build(out, 4));

    assertThat(blocks).extracting(ResidualBlock::value).containsExactly("inner", "outer");
    assertThat(blocks.get(1).shortcut()).isEqualTo("stem");
    assertThat(blocks.get(1).layers())
        .extracting(Layer::name)
        .containsExactly("a.conv", "b.conv", "c.conv");
  }

  @Test
  void sumsOfEqualsAndOfStoredTensorsAreNoBlocks() {
    Net net = new Net();
    String x = net.conv("stem", "x", 4, 3);
    String twins = net.add("twins", net.conv("l", x, 4, 3), net.conv("r", x, 4, 3));
    String twice = net.add("twice", twins, twins);
    String bias = net.store("bias", Shape.of(4, 1, 1));
    assertThat(blocks(net.build(net.add("biased", twice, bias), 4))).isEmpty();
  }

  @Test
  void aSumThatBroadcastsIsNoBlock() {
    Net net = new Net();
    String x = net.conv("stem", "x", 4, 3);
    String pooled = net.conv("fc", net.node("GlobalAveragePool", "pool", x), 4, 1);
    assertThat(blocks(net.build(net.add("sum", x, pooled), 4))).isEmpty();
  }

  @Test
  void withoutABlockItsBranchIsGoneAndNothingElse() {
    Graph graph = Architectures.named("resnet20-cifar").build(10);
    ResidualBlock block = blocks(graph).get(3);

    Graph rest = Removals.without(graph, List.of(block));

    List<String> gone = new ArrayList<>(graph.initialisers().keySet());
    gone.removeAll(rest.initialisers().keySet());
    assertThat(gone)
        .containsExactlyInAnyOrder(
            "layer2.0.conv1.weight",
            "layer2.0.bn1.weight",
            "layer2.0.bn1.bias",
            "layer2.0.bn1.running_mean",
            "layer2.0.bn1.running_var",
            "layer2.0.conv2.weight",
            "layer2.0.bn2.weight",
            "layer2.0.bn2.bias",
            "layer2.0.bn2.running_mean",
            "layer2.0.bn2.running_var");
    assertThat(rest.producer("layer2.0.relu").orElseThrow().inputs())
        .containsExactly("layer2.0.pad");
    assertThat(blocks(rest)).hasSize(8);
    assertThat(rest.outputs()).isEqualTo(graph.outputs());
  }

  @Test
  void withoutAllBlocksAShortNetworkIsLeft() {
    Graph graph = Architectures.named("resnet20-cifar").build(10);
    Graph rest = Removals.without(graph, blocks(graph));
    assertThat(Layers.of(rest).layers())
        .extracting(Layer::name)
        .containsExactly("conv1", "bn1", "linear");
    assertThat(blocks(rest)).isEmpty();
  }

  /** Removing the outer block removes the inner one, whether it is named or not. */
  @Test
  void nestedRemovals() {
    Net net = new Net();
    String x = net.conv("stem", "x", 4, 3);
    String down = net.relu("a.relu", net.conv("a.conv", x, 4, 3));
    String inner = net.add("inner", down, net.relu("b.relu", net.conv("b.conv", down, 4, 3)));
    Graph graph = net.build(net.add("outer", net.conv("c.conv", inner, 4, 3), x), 4);
    List<ResidualBlock> blocks = blocks(graph);
    for (List<ResidualBlock> removed : List.of(blocks, blocks.subList(1, 2))) {
      Graph rest = Removals.without(graph, removed);
      assertThat(Layers.of(rest).layers()).extracting(Layer::name).containsExactly("stem");
      // The sum was the network's output, which keeps its name.
      assertThat(rest.producer("outer").orElseThrow().operator()).isEqualTo("Identity");
    }
  }

  @Test
  void layersThatKeepTheShapeCanBeBypassed() {
    Graph graph = Architectures.named("vgg16").build(10);
    List<LayerBypass> bypasses = LayerBypasses.of(graph);
    // Simonyan and Zisserman 2015, table 1, column D: 64-64, 128-128, 256-256-256, 512-512-512
    // twice, of which the first of each stage changes the channels until 512; and fc 4096-4096.
    assertThat(bypasses)
        .extracting(LayerBypass::name)
        .containsExactly(
            "features.2",
            "features.7",
            "features.12",
            "features.14",
            "features.19",
            "features.21",
            "features.24",
            "features.26",
            "features.28",
            "classifier.3");
    Graph rest = Removals.without(graph, bypasses);
    assertThat(Layers.of(rest).layers())
        .extracting(Layer::name)
        .containsExactly(
            "features.0",
            "features.5",
            "features.10",
            "features.17",
            "classifier.0",
            "classifier.6");
  }

  @Test
  void theNormAndTheActivationGoWithALayer() {
    Graph graph = Architectures.named("mobilenet_v1").build(10);
    LayerBypass bypass = LayerBypasses.of(graph).get(0);
    assertThat(bypass.layers()).hasSize(2);
    assertThat(bypass.nodes())
        .extracting(Node::operator)
        .containsExactly("Conv", "BatchNormalization", "Clip");
  }

  @Test
  void everyRemovalOfEveryArchitectureKeepsTheOutput() {
    for (String name : List.of("resnet20-cifar", "resnet50", "mobilenet_v2", "mobilenet_v1")) {
      Graph graph = Architectures.named(name).build(10);
      List<Removable> parts = new ArrayList<>(blocks(graph));
      parts.addAll(LayerBypasses.of(graph));
      for (Removable part : parts) {
        Graph rest = Removals.without(graph, List.of(part));
        assertThat(Shapes.ofOneImage(rest).of(rest.outputs().get(0).name()))
            .as("%s without %s", name, part.label())
            .contains(Shape.of(1, 10));
        assertThat(rest.nodes().size()).isLessThan(graph.nodes().size());
      }
    }
  }

  private static List<ResidualBlock> blocks(Graph graph) {
    return ResidualBlocks.of(graph);
  }

  /** Small networks on 8x8 images, drawn module by module. */
  private static final class Net {
    private final GraphBuilder builder =
        GraphBuilder.named("net").input(Value.of("x", -1, 3, 8, 8));
    private final Map<String, Integer> channels = new java.util.HashMap<>(Map.of("x", 3));

    String store(String name, Shape shape) {
      float[] values = new float[(int) shape.elementCount()];
      IntStream.range(0, values.length).forEach(i -> values[i] = 0.01f * i + 0.5f);
      return builder.initialiser(name, Tensor.of(shape, values));
    }

    String node(String operator, String name, String... inputs) {
      channels.put(name, channels.getOrDefault(inputs[0], 0));
      return builder.node(operator, name, List.of(inputs), Map.of());
    }

    String conv(String name, String from, int out, int kernel) {
      String weight =
          store(name + ".weight", Shape.of(out, channels.getOrDefault(from, 0), kernel, kernel));
      long pad = kernel / 2;
      channels.put(name, out);
      return builder.node(
          "Conv",
          name,
          List.of(from, weight),
          Map.of(
              "kernel_shape",
              new long[] {kernel, kernel},
              "pads",
              new long[] {pad, pad, pad, pad}));
    }

    String norm(String name, String from) {
      Shape shape = Shape.of(channels.getOrDefault(from, 0));
      return node(
          "BatchNormalization",
          name,
          from,
          store(name + ".weight", shape),
          store(name + ".bias", shape),
          store(name + ".running_mean", shape),
          store(name + ".running_var", shape));
    }

    String relu(String name, String from) {
      return node("Relu", name, from);
    }

    String add(String name, String left, String right) {
      return node("Add", name, left, right);
    }

    Graph build(String output, int outputs) {
      return builder.output(Value.of(output, -1, outputs, 8, 8)).build();
    }
  }
}
