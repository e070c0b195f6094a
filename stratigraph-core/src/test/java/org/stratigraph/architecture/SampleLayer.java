package org.stratigraph.architecture;

import java.util.List;
import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Layers made by hand, without a network around them. */
final class SampleLayer {
  private SampleLayer() {}

  /** A convolution with a weight of the given shape and a bias. */
  static Layer convolution(String name, long groups, long... weight) {
    return layer(name, LayerKind.CONV, "Conv", Map.of("group", groups), false, weight);
  }

  /** A linear layer, [out, in], or [in, out] if transposed, and a bias. */
  static Layer linear(String name, boolean transposed, long rows, long columns) {
    return layer(name, LayerKind.LINEAR, "Gemm", Map.of(), transposed, rows, columns);
  }

  static Layer of(
      LayerKind kind, String operator, Map<String, Object> attributes, Layer.Parameter... given) {
    return new Layer(
        "layer", kind, List.of(given), node(operator, attributes).nodes(), 1, List.of());
  }

  static Layer.Parameter parameter(String role, long... shape) {
    return new Layer.Parameter(role, "layer." + role, Shape.of(shape), false);
  }

  private static Layer layer(
      String name,
      LayerKind kind,
      String operator,
      Map<String, Object> attributes,
      boolean transposed,
      long... weight) {
    return new Layer(
        name,
        kind,
        List.of(
            new Layer.Parameter("weight", name + ".weight", Shape.of(weight), transposed),
            new Layer.Parameter(
                "bias", name + ".bias", Shape.of(weight[transposed ? 1 : 0]), false)),
        node(operator, attributes).nodes(),
        1,
        List.of());
  }

  private static Graph node(String operator, Map<String, Object> attributes) {
    GraphBuilder graph = GraphBuilder.named("sample").input(Value.of("x", -1, 1));
    graph.initialiser("w", Tensor.of(Shape.of(1), 0f));
    graph.node(operator, "y", List.of("x", "w"), attributes);
    return graph.output(Value.of("y", -1, 1)).build();
  }
}
