package org.stratigraph.view;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Networks to draw. */
final class Networks {
  private Networks() {}

  static Graph named(String architecture) {
    return Architectures.named(architecture).build(10);
  }

  /** A chain of fully connected layers of three inputs and outputs. */
  static Graph chain(String... names) {
    GraphBuilder graph = start();
    String x = "x";
    for (String name : names) {
      x = linear(graph, name, x);
    }
    return end(graph, x);
  }

  /** Fully connected layers of which each reads the sum of up to four earlier ones. */
  static Graph random(int layers, long seed) {
    java.util.Random random = new java.util.Random(seed);
    GraphBuilder graph = start();
    List<String> values = new java.util.ArrayList<>(List.of("x"));
    for (int i = 0; i < layers; i++) {
      String[] inputs =
          random
              .ints(1 + random.nextInt(4), 0, values.size())
              .distinct()
              .mapToObj(values::get)
              .toArray(String[]::new);
      String sum =
          inputs.length == 1
              ? inputs[0]
              : graph.node("Sum", "sum" + i, Arrays.asList(inputs), Map.of());
      values.add(linear(graph, "part" + random.nextInt(4) + ".fc" + i, sum));
    }
    return end(graph, graph.node("Sum", "all", values, Map.of()));
  }

  static GraphBuilder start() {
    return GraphBuilder.named("test").input(Value.of("x", -1, 3));
  }

  static Graph end(GraphBuilder graph, String value) {
    return graph
        .output(Value.of(graph.node("Identity", "y", List.of(value), Map.of()), -1, 3))
        .build();
  }

  static String linear(GraphBuilder graph, String name, String in) {
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    String weight = graph.initialiser(name + ".weight", Tensor.of(Shape.of(3, 3), values));
    return graph.node("Gemm", name, List.of(in, weight), Map.of());
  }
}
