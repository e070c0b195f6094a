package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Shapes;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;

/**
 * What is in a network. Sizes and costs are for one image; unknown ones are empty.
 *
 * @param inputs its inputs
 * @param outputs its outputs
 * @param parameters trained values in all layers
 * @param multiplyAdds of all nodes that can be counted
 * @param layers its layers in topological order
 * @param skipped what might have been a layer and is none
 */
record Inspection(
    List<Value> inputs,
    List<Value> outputs,
    long parameters,
    long multiplyAdds,
    List<Row> layers,
    List<Layers.Unassigned> skipped) {

  /**
   * One layer.
   *
   * @param layer with its name, kind, parameters and notes
   * @param multiplyAdds of its nodes
   * @param outputShape of its first node; the batch is empty where the network leaves it open
   */
  record Row(Layer layer, OptionalLong multiplyAdds, Optional<List<OptionalLong>> outputShape) {}

  /** Looks at a network. */
  static Inspection of(Graph graph) {
    Layers found = Layers.of(graph);
    Shapes shapes = Shapes.ofOneImage(graph);
    Costs costs = Costs.of(graph, shapes);
    List<Row> rows = new ArrayList<>();
    for (Layer layer : found.layers()) {
      List<String> outputs = layer.nodes().get(0).outputs();
      rows.add(
          new Row(
              layer,
              costs.multiplyAdds(layer),
              outputs.isEmpty()
                  ? Optional.empty()
                  : shapes.of(outputs.get(0)).map(shape -> extents(shape, openBatch(graph)))));
    }
    return new Inspection(
        graph.inputs(),
        graph.outputs(),
        found.layers().stream().mapToLong(Layer::parameterCount).sum(),
        costs.total(),
        rows,
        found.unassigned());
  }

  private static boolean openBatch(Graph graph) {
    return graph.inputs().stream()
        .anyMatch(input -> !input.shape().isEmpty() && input.shape().get(0).isEmpty());
  }

  private static List<OptionalLong> extents(Shape shape, boolean openBatch) {
    List<OptionalLong> extents = new ArrayList<>();
    for (long extent : shape.extents()) {
      boolean batch = extents.isEmpty() && openBatch && extent == 1;
      extents.add(batch ? OptionalLong.empty() : OptionalLong.of(extent));
    }
    return extents;
  }
}
