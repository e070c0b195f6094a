package org.stratigraph.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Shapes;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;

/** Makes boxes of the operators of one graph. For one use. */
final class Condenser {
  private static final Set<String> SIZES = Set.of("Shape", "Size");

  private final Graph graph;
  private final Shapes shapes;
  private final Map<Node, Layer> layerOf = new HashMap<>();
  private final Set<String> varying = new HashSet<>();
  private final Set<Node> drawn = new LinkedHashSet<>();
  private final Set<String> leaving = new HashSet<>();
  private final Map<Node, Integer> order = new HashMap<>();

  /** The nodes of each box, by its first. */
  private final Map<Node, List<Node>> parts = new LinkedHashMap<>();

  private final Map<Node, Node> headOf = new HashMap<>();

  Condenser(Graph graph) {
    this.graph = graph;
    this.shapes = Shapes.ofOneImage(graph);
    for (Layer layer : Layers.of(graph).layers()) {
      layer.nodes().forEach(node -> layerOf.putIfAbsent(node, layer));
    }
    graph.inputs().forEach(input -> varying.add(input.name()));
    graph.outputs().forEach(output -> leaving.add(output.name()));
    for (Node node : graph.nodes()) {
      order.put(node, order.size());
      boolean varies =
          !SIZES.contains(node.operator())
              && node.dependencies().stream().anyMatch(varying::contains);
      if (varies) {
        varying.addAll(node.outputs());
        varying.remove("");
      }
      if (varies || layerOf.containsKey(node)) {
        drawn.add(node);
      }
    }
  }

  CondensedGraph condense() {
    for (Node node : drawn) {
      if (!headOf.containsKey(node)) {
        addBox(node);
      }
    }
    Map<Object, Integer> index = new HashMap<>();
    List<Box> boxes = new ArrayList<>();
    for (Value input : graph.inputs()) {
      index.put(input.name(), boxes.size());
      boxes.add(border(input, Box.Kind.INPUT));
    }
    Set<Layer> placed = new HashSet<>();
    parts.forEach(
        (head, nodes) -> {
          index.put(head, boxes.size());
          boxes.add(box(nodes, placed));
        });
    Set<CondensedGraph.Wire> wires = new TreeSet<>();
    for (Node node : drawn) {
      int to = index.getOrDefault(head(node), 0);
      for (String value : node.dependencies()) {
        source(value, index)
            .filter(from -> from != to)
            .ifPresent(from -> wires.add(new CondensedGraph.Wire(from, to)));
      }
    }
    for (Value output : graph.outputs()) {
      int to = boxes.size();
      boxes.add(border(output, Box.Kind.OUTPUT));
      source(output.name(), index).ifPresent(from -> wires.add(new CondensedGraph.Wire(from, to)));
    }
    return new CondensedGraph(boxes, List.copyOf(wires));
  }

  private Box border(Value value, Box.Kind kind) {
    return new Box(value.name(), kind, List.of(), List.of(), shapes.of(value.name()));
  }

  private Node head(Node node) {
    return headOf.getOrDefault(node, node);
  }

  /** The box that a value comes from; empty for what is not drawn. */
  private Optional<Integer> source(String value, Map<Object, Integer> index) {
    Object key =
        graph.producer(value).filter(drawn::contains).<Object>map(this::head).orElse(value);
    return Optional.ofNullable(index.get(key));
  }

  /**
   * A box that begins with a node, with all that folds into it. A norm folds into a layer of
   * another kind only; behind anything else it begins a box of its own, also where it is written
   * out.
   */
  private void addBox(Node begin) {
    Node first = begin;
    boolean takesNorms = layerOf.containsKey(first) && !isNorm(first);
    Node end = first;
    take(first, List.of(first));
    while (true) {
      Optional<List<Node>> region = onlyOutput(end).flatMap(value -> new Region(value).find());
      if (region.isEmpty()) {
        return;
      }
      if (!takesNorms && region.get().stream().anyMatch(this::isNorm)) {
        first = region.get().get(0);
      }
      take(first, region.get());
      end = last(region.get());
    }
  }

  private static Node last(List<Node> nodes) {
    return nodes.get(nodes.size() - 1);
  }

  private void take(Node first, List<Node> more) {
    parts.computeIfAbsent(first, f -> new ArrayList<>()).addAll(more);
    more.forEach(node -> headOf.put(node, first));
  }

  private boolean isNorm(Node node) {
    return Optional.ofNullable(layerOf.get(node))
        .filter(layer -> layer.kind() == LayerKind.NORM)
        .isPresent();
  }

  private Optional<String> onlyOutput(Node node) {
    List<String> used =
        node.outputs().stream()
            .filter(output -> !output.isEmpty())
            .filter(output -> leaving.contains(output) || !users(output).isEmpty())
            .toList();
    return used.size() == 1 && !leaving.contains(used.get(0))
        ? Optional.of(used.get(0))
        : Optional.empty();
  }

  private List<Node> users(String value) {
    return graph.consumers(value).stream().filter(drawn::contains).toList();
  }

  /**
   * The light operators that a value goes into before there is one value again that all else
   * depends on: one activation, or x and its sigmoid and their product. Grows in topological order
   * until it is closed.
   */
  private final class Region {
    /** More nodes are no activation and no norm. */
    private static final int MOST = 16;

    private final Set<String> inside = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();
    private final TreeSet<Node> open =
        new TreeSet<>(
            (a, b) -> Integer.compare(order.getOrDefault(a, 0), order.getOrDefault(b, 0)));

    Region(String value) {
      inside.add(value);
      open.addAll(users(value));
    }

    Optional<List<Node>> find() {
      while (!open.isEmpty() && nodes.size() < MOST) {
        Node next = open.pollFirst();
        if (!fits(next)) {
          return Optional.empty();
        }
        nodes.add(next);
        if (open.isEmpty()) {
          return Optional.of(nodes);
        }
        String output = next.outputs().get(0);
        inside.add(output);
        open.addAll(users(output));
      }
      return Optional.empty();
    }

    private boolean fits(Node node) {
      boolean light = LightOperators.has(node) && (isNorm(node) || !layerOf.containsKey(node));
      return light
          && !node.outputs().isEmpty()
          && !headOf.containsKey(node)
          && (open.isEmpty() || !leaving.contains(node.outputs().get(0)))
          && node.dependencies().stream().filter(this::isDrawn).allMatch(inside::contains);
    }

    private boolean isDrawn(String value) {
      return varying.contains(value) || graph.producer(value).filter(drawn::contains).isPresent();
    }
  }

  private Box box(List<Node> nodes, Set<Layer> placed) {
    List<Layer> layers = new ArrayList<>();
    Optional<Layer> again = Optional.empty();
    for (Node node : nodes) {
      Layer layer = layerOf.get(node);
      if (layer != null && placed.add(layer)) {
        layers.add(layer);
      } else if (layer != null && again.isEmpty() && !layers.contains(layer)) {
        again = Optional.of(layer);
      }
    }
    // A folded padding or flattening is not what the reader takes the layer's output for.
    Node giving = layers.isEmpty() ? last(nodes) : layers.get(0).nodes().get(0);
    Optional<Shape> output = giving.outputs().stream().findFirst().flatMap(shapes::of);
    if (!layers.isEmpty()) {
      return new Box(layers.get(0).name(), Box.Kind.LAYER, layers, nodes, output);
    }
    if (again.isPresent()) {
      return new Box(again.get().name(), Box.Kind.REUSE, List.of(), nodes, output);
    }
    Node first = nodes.get(0);
    String name =
        first.name().isEmpty() ? first.outputs().stream().findFirst().orElse("") : first.name();
    return new Box(name, Box.Kind.OPERATION, List.of(), nodes, output);
  }
}
