package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.tensor.Shape;

/** Finds the layers that can be bypassed. */
public final class LayerBypasses {
  /** What belongs to the layer before it: norms, activations, and what does nothing. */
  private static final Set<String> FOLLOWING =
      Set.of(
          "BatchNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "InstanceNormalization",
          "Relu",
          "LeakyRelu",
          "PRelu",
          "Elu",
          "Celu",
          "Selu",
          "Clip",
          "Gelu",
          "HardSigmoid",
          "HardSwish",
          "Mish",
          "Sigmoid",
          "Softplus",
          "Softsign",
          "Tanh",
          "ThresholdedRelu",
          "Identity",
          "Dropout");

  /** Follow a layer where their other side is stored: a bias, or a norm that is written out. */
  private static final Set<String> SCALING = Set.of("Add", "Sub", "Mul", "Div");

  private final Graph graph;
  private final Dataflow flow;
  private final Shapes shapes;
  private final Map<Node, List<Layer>> layersOf = new HashMap<>();

  private LayerBypasses(Graph graph) {
    this.graph = graph;
    this.flow = new Dataflow(graph);
    this.shapes = Shapes.ofOneImage(graph);
  }

  /**
   * The convolutions and linear layers whose results, behind the norm and the activation that only
   * they feed, have the shape of what enters them; in topological order. A layer that is used in
   * several places, or whose shapes are not known, is none of them.
   */
  public static List<LayerBypass> of(Graph graph) {
    return new LayerBypasses(graph).find();
  }

  private List<LayerBypass> find() {
    List<Layer> layers = Layers.of(graph).layers();
    for (Layer layer : layers) {
      layer
          .nodes()
          .forEach(node -> layersOf.computeIfAbsent(node, n -> new ArrayList<>()).add(layer));
    }
    return layers.stream()
        .filter(layer -> layer.kind() == LayerKind.CONV || layer.kind() == LayerKind.LINEAR)
        .filter(layer -> layer.nodes().size() == 1)
        .flatMap(layer -> bypass(layer).stream())
        .toList();
  }

  private Optional<LayerBypass> bypass(Layer layer) {
    Node first = layer.nodes().get(0);
    List<String> entering = first.dependencies().stream().filter(flow::varies).toList();
    if (entering.size() != 1 || first.outputs().size() != 1) {
      return Optional.empty();
    }
    String start = entering.get(0);
    List<Node> nodes = new ArrayList<>(List.of(first));
    Optional<Node> next = Optional.of(first);
    while (next.isPresent()) {
      next = follower(next.get());
      next.ifPresent(nodes::add);
    }
    Node last = nodes.get(nodes.size() - 1);
    Optional<Shape> shape = shapes.of(start);
    if (shape.isEmpty()
        || !shape.equals(shapes.of(last.outputs().get(0)))
        || !Removals.isReplaceable(graph, last)) {
      return Optional.empty();
    }
    Set<Layer> layers = new LinkedHashSet<>();
    nodes.forEach(node -> layers.addAll(layersOf.getOrDefault(node, List.of())));
    return Optional.of(
        new LayerBypass(
            layer.name(), start, last.outputs().get(0), nodes, List.copyOf(layers), shape.get()));
  }

  /** The norm or activation that alone reads what a node computes. */
  private Optional<Node> follower(Node node) {
    String value = node.outputs().get(0);
    List<Node> readers = graph.consumers(value);
    if (readers.size() != 1
        || graph.outputs().stream().anyMatch(output -> output.name().equals(value))) {
      return Optional.empty();
    }
    Node reader = readers.get(0);
    long varying = reader.dependencies().stream().filter(flow::varies).count();
    boolean follows =
        reader.domain().isEmpty()
            && varying == 1
            && reader.outputs().stream().filter(output -> !output.isEmpty()).count() == 1
            && reader.outputs().size() == 1
            && (SCALING.contains(reader.operator())
                || (FOLLOWING.contains(reader.operator()) && reader.inputs().get(0).equals(value)));
    return follows ? Optional.of(reader) : Optional.empty();
  }
}
