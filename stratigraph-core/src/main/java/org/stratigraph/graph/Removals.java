package org.stratigraph.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import org.stratigraph.onnx.GraphProto;
import org.stratigraph.onnx.NodeProto;
import org.stratigraph.tensor.Tensor;

/** Takes parts out of networks. */
public final class Removals {
  private Removals() {}

  /**
   * The network without some of its parts, and without the nodes and stored tensors that nothing
   * needs then. Inputs and outputs keep their names, types and shapes. Parts may lie in one
   * another.
   *
   * @param parts parts of this graph, or of one that computes values of the same names
   * @throws IllegalArgumentException if a part's values are not in the graph
   * @throws IllegalStateException if the shape of an output is not what it was, which never happens
   *     to parts that were found in the same network
   */
  public static Graph without(Graph graph, Collection<? extends Removable> parts) {
    Map<String, String> replaced = new HashMap<>();
    for (Removable part : parts) {
      if (graph.producer(part.value()).isEmpty()) {
        throw new IllegalArgumentException(
            "'%s' cannot be taken out: the network does not compute '%s'"
                .formatted(part.label(), part.value()));
      }
      replaced.put(part.value(), part.replacement());
    }
    Graph rest = rewired(graph, replaced);
    Shapes before = Shapes.ofOneImage(graph);
    Shapes after = Shapes.ofOneImage(rest);
    for (Value output : graph.outputs()) {
      if (!before.of(output.name()).equals(after.of(output.name()))) {
        throw new IllegalStateException(
            "without %s the output '%s' has the shape %s instead of %s"
                .formatted(
                    parts.stream().map(Removable::label).toList(),
                    output.name(),
                    after.of(output.name()),
                    before.of(output.name())));
      }
    }
    return rest;
  }

  /** Whether all that reads a node's result can be made to read another value. */
  static boolean isReplaceable(Graph graph, Node node) {
    return node.outputs().size() == 1
        && graph.consumers(node.outputs().get(0)).stream().noneMatch(Node::hasSubgraph);
  }

  private static Graph rewired(Graph graph, Map<String, String> replaced) {
    Set<String> outputs = new HashSet<>();
    graph.outputs().forEach(output -> outputs.add(output.name()));
    Map<Node, Node> rewired = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      boolean isOutput = node.outputs().stream().anyMatch(outputs::contains);
      String only = node.outputs().isEmpty() ? "" : node.outputs().get(0);
      rewired.put(
          node,
          isOutput && replaced.containsKey(only)
              ? identity(node, resolved(replaced, only))
              : reading(node, replaced));
    }
    Set<String> needed = new HashSet<>(outputs);
    Set<Node> alive = new HashSet<>();
    List<Node> all = List.copyOf(rewired.values());
    // What a node reads has moved up only, so the old order is still one.
    ListIterator<Node> backwards = all.listIterator(all.size());
    while (backwards.hasPrevious()) {
      Node node = backwards.previous();
      if (node.outputs().stream().anyMatch(needed::contains)) {
        alive.add(node);
        needed.addAll(node.dependencies());
      }
    }
    Map<String, Tensor> stored = new LinkedHashMap<>(graph.initialisers());
    stored.keySet().retainAll(needed);
    List<Node> kept = all.stream().filter(alive::contains).toList();
    return Graph.of(
        graph.header().toBuilder().setGraph(header(graph, kept, stored)).build(),
        graph.inputs(),
        graph.outputs(),
        kept,
        stored);
  }

  private static String resolved(Map<String, String> replaced, String value) {
    String current = value;
    for (int steps = 0; replaced.containsKey(current); steps++) {
      if (steps > replaced.size()) {
        throw new IllegalArgumentException("'" + value + "' is to be replaced by itself");
      }
      current = replaced.getOrDefault(current, current);
    }
    return current;
  }

  /** An output keeps its name, so a node is left that gives it. */
  private static Node identity(Node node, String input) {
    return Node.of(
        NodeProto.newBuilder()
            .setName(node.name())
            .setOpType("Identity")
            .addInput(input)
            .addOutput(node.outputs().get(0))
            .build());
  }

  private static Node reading(Node node, Map<String, String> replaced) {
    if (node.dependencies().stream().noneMatch(replaced::containsKey)) {
      return node;
    }
    if (node.hasSubgraph()) {
      throw new IllegalArgumentException(
          "what %s reads inside its branches cannot be replaced".formatted(node));
    }
    NodeProto.Builder proto = node.proto().toBuilder();
    for (int i = 0; i < proto.getInputCount(); i++) {
      proto.setInput(i, resolved(replaced, proto.getInput(i)));
    }
    return Node.of(proto.build());
  }

  /** Without what the model says of values that are gone. */
  private static GraphProto header(Graph graph, List<Node> nodes, Map<String, Tensor> stored) {
    Set<String> values = new HashSet<>(stored.keySet());
    graph.inputs().forEach(input -> values.add(input.name()));
    nodes.forEach(node -> values.addAll(node.outputs()));
    GraphProto old = graph.header().getGraph();
    GraphProto.Builder header = old.toBuilder().clearValueInfo().clearInitializer();
    old.getValueInfoList().stream()
        .filter(value -> values.contains(value.getName()))
        .forEach(header::addValueInfo);
    old.getInitializerList().stream()
        .filter(tensor -> values.contains(tensor.getName()))
        .forEach(header::addInitializer);
    return header.build();
  }
}
