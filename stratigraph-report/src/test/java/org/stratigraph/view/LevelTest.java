package org.stratigraph.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Layer;

class LevelTest {
  private static List<String> items(Graph graph, int depth) {
    CondensedGraph condensed = CondensedGraph.of(graph);
    return Level.of(condensed, Grouping.of(condensed), depth).items().stream()
        .map(item -> item.group().orElse(item.box().name()))
        .toList();
  }

  @Test
  void stagesOfAResNet() {
    assertThat(items(Networks.named("resnet20-cifar"), 1))
        .containsExactly(
            "input", "conv1", "layer1", "layer2", "layer3", "avgpool", "linear", "logits");
  }

  @Test
  void blocksOfAResNet() {
    assertThat(items(Networks.named("resnet20-cifar"), 2))
        .contains("layer1.0", "layer1.1", "layer3.2")
        .hasSize(5 + 9);
  }

  /** "features" has nearly all layers of a DenseNet and divides nothing. */
  @Test
  void blocksOfADenseNet() {
    assertThat(items(Networks.named("densenet121"), 1))
        .contains("features.denseblock1", "features.denseblock4")
        .doesNotContain("features");
    assertThat(items(Networks.named("densenet121"), 2))
        .contains("features.denseblock1.denselayer1");
  }

  @Test
  void aGroupThatWouldFeedItselfStaysOpen() {
    GraphBuilder graph = Networks.start();
    String x = Networks.linear(graph, "a.1", "x");
    x = Networks.linear(graph, "b.1", x);
    x = Networks.linear(graph, "a.2", x);
    x = Networks.linear(graph, "b.2", x);
    x = Networks.linear(graph, "c.1", x);
    x = Networks.linear(graph, "c.2", x);
    assertThat(items(Networks.end(graph, x), 1))
        .containsExactly("x", "a.1", "b.1", "a.2", "b.2", "c", "y");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyLayerIsInOneItemOfEveryLevel(long seed) {
    CondensedGraph condensed = CondensedGraph.of(Networks.random(60, seed));
    Grouping grouping = Grouping.of(condensed);
    for (int depth = 1; depth <= grouping.depth() + 1; depth++) {
      Level level = Level.of(condensed, grouping, depth);
      assertThat(level.items().stream().flatMap(item -> item.layers().stream()).map(Layer::name))
          .hasSize(60)
          .doesNotHaveDuplicates();
      assertThat(level.wires()).allMatch(wire -> wire.from() < wire.to());
    }
  }

  @Test
  void operationsBelongToTheGroupOfTheirNameElseOfTheirLastFeeder() {
    GraphBuilder graph = Networks.start();
    String x = Networks.linear(graph, "a.1", "x");
    String y = Networks.linear(graph, "a.2", x);
    String unnamed = graph.node("Add", "12", List.of(x, y), Map.of());
    String pool = graph.node("Unknown", "13", List.of(unnamed), Map.of());
    x = Networks.linear(graph, "b.1", pool);
    y = Networks.linear(graph, "b.2", x);
    String named = graph.node("Add", "/net/b/Add", List.of(x, pool), Map.of());
    named = graph.node("Add", "99", List.of(named, y), Map.of());
    CondensedGraph condensed = CondensedGraph.of(Networks.end(graph, named));
    List<List<String>> paths = Grouping.of(condensed).paths();
    for (int i = 0; i < paths.size(); i++) {
      Optional<String> group = paths.get(i).stream().findFirst();
      String expected =
          switch (condensed.boxes().get(i).name()) {
            case "a.1", "a.2", "12" -> "a";
            case "b.1", "b.2", "/net/b/Add", "99" -> "b";
            default -> "";
          };
      assertThat(group.orElse("")).as(condensed.boxes().get(i).name()).isEqualTo(expected);
    }
  }
}
