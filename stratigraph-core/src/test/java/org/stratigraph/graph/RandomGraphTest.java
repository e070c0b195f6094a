package org.stratigraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Order, descendants, boundary and parts of random networks with residual sums, concatenations,
 * shared tensors and several heads, against plain definitions written out here.
 */
class RandomGraphTest {
  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  /** Nodes are added in any order, as a file may have them. */
  private static Graph random(Random random) {
    GraphBuilder builder = GraphBuilder.named("random").input(Value.of("x", -1, 4));
    List<String> values = new ArrayList<>(List.of("x"));
    List<Runnable> additions = new ArrayList<>();
    int count = 3 + random.nextInt(40);
    for (int i = 0; i < 4; i++) {
      builder.initialiser("w" + i, Tensor.of(Shape.of(4, 4), new float[16]));
    }
    for (int i = 0; i < count; i++) {
      String name = "n" + i;
      String first = values.get(random.nextInt(values.size()));
      String second = values.get(random.nextInt(values.size()));
      additions.add(
          switch (random.nextInt(4)) {
            case 0 -> () -> builder.node("Relu", name, List.of(first), Map.of());
            case 1 -> () -> builder.node("Add", name, List.of(first, second), Map.of());
            case 2 -> () -> builder.node("Sum", name, List.of(first, second, first), Map.of());
            default -> {
              String weight = "w" + random.nextInt(4);
              yield () -> builder.node("MatMul", name, List.of(first, weight), Map.of());
            }
          });
      values.add(name);
    }
    Collections.shuffle(additions, random);
    additions.forEach(Runnable::run);
    for (int head = 0; head <= random.nextInt(3); head++) {
      builder.output(Value.of("n" + (count - 1 - head), -1, 4));
    }
    return builder.build();
  }

  private static Set<Node> anyNodes(Graph graph, Random random) {
    Set<Node> nodes = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (random.nextInt(3) == 0) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyNodeComesAfterWhatItNeeds(long seed) {
    Graph graph = random(new Random(seed));
    Set<String> known = new HashSet<>(graph.initialisers().keySet());
    known.add("x");
    for (Node node : graph.nodes()) {
      assertThat(known).as("before %s", node).containsAll(node.inputs());
      known.addAll(node.outputs());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void descendantsAreWhatAPathLeadsTo(long seed) {
    Random random = new Random(seed);
    Graph graph = random(random);
    Set<Node> from = anyNodes(graph, random);
    Set<Node> expected = new HashSet<>(from);
    boolean grew = true;
    while (grew) {
      Set<String> values = new HashSet<>();
      expected.forEach(node -> values.addAll(node.outputs()));
      grew = false;
      for (Node node : graph.nodes()) {
        grew |= !Collections.disjoint(node.inputs(), values) && expected.add(node);
      }
    }
    assertThat(graph.descendants(from))
        .containsExactlyElementsOf(graph.nodes().stream().filter(expected::contains).toList());
  }

  private static Set<String> plainBoundary(Graph graph, Collection<Node> inside) {
    Map<String, Node> producers = new HashMap<>();
    graph.nodes().forEach(node -> node.outputs().forEach(value -> producers.put(value, node)));
    Set<String> entering = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      for (String value : node.inputs()) {
        boolean computedInside = inside.contains(producers.get(value));
        boolean stored = value.startsWith("w");
        if (inside.contains(node) && !computedInside && !stored) {
          entering.add(value);
        }
      }
    }
    return entering;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBoundaryIsWhatEntersFromOutside(long seed) {
    Random random = new Random(seed);
    Graph graph = random(random);
    Set<Node> inside = anyNodes(graph, random);
    assertThat(graph.boundary(inside)).containsExactlyElementsOf(plainBoundary(graph, inside));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPartWithItsBoundaryIsANetworkOfItsOwn(long seed) {
    Random random = new Random(seed);
    Graph graph = random(random);
    Set<Node> cut = graph.descendants(anyNodes(graph, random));
    List<Value> entering = graph.boundary(cut).stream().map(name -> Value.of(name, -1, 4)).toList();
    List<Value> leaving =
        graph.outputs().stream()
            .filter(output -> graph.producer(output.name()).filter(cut::contains).isPresent())
            .toList();

    Graph part = graph.part(cut, entering, leaving);

    assertThat(part.nodes()).containsExactlyElementsOf(cut);
    assertThat(part.inputs()).isEqualTo(entering);
    assertThat(part.outputs()).isEqualTo(leaving);
    Set<String> stored = new HashSet<>();
    cut.forEach(node -> stored.addAll(node.inputs()));
    stored.removeIf(value -> !value.startsWith("w"));
    assertThat(part.initialisers().keySet()).isEqualTo(stored);
    if (!entering.isEmpty()) {
      assertThatThrownBy(() -> graph.part(cut, entering.subList(1, entering.size()), leaving))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining(entering.get(0).name());
    }
  }
}
