package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.ModelProto;
import org.stratigraph.tensor.Tensor;

/**
 * A network: ONNX operators in topological order plus named tensors. Immutable and thread-safe.
 *
 * <p>Every value has one producer: a node, an initialiser or a graph input. An initialiser that is
 * also listed as an input (ONNX before IR version 4) counts as an initialiser only.
 */
public final class Graph {
  /** Everything of the model that is not a node, initialiser, input or output. */
  private final ModelProto header;

  private final List<Value> inputs;
  private final List<Value> outputs;
  private final List<Node> nodes;
  private final Map<String, Tensor> initialisers;
  private final Set<String> fed;
  private final Map<String, Node> producers;
  private final Map<String, List<Node>> consumers;

  private Graph(
      ModelProto header,
      List<Value> inputs,
      List<Value> outputs,
      Collection<Node> nodes,
      Map<String, Tensor> initialisers) {
    this.header = header;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.initialisers = Collections.unmodifiableMap(new LinkedHashMap<>(initialisers));
    this.fed = inputs.stream().map(Value::name).collect(Collectors.toUnmodifiableSet());
    this.producers = producers(nodes, this.inputs, initialisers);
    this.nodes = sorted(nodes);
    this.consumers = consumers(this.nodes);
    for (Value output : outputs) {
      if (!defines(output.name())) {
        throw new UnusableInputException(
            "the network's output '%s' is produced by no node"
                .formatted(Printable.name(output.name())));
      }
    }
  }

  /**
   * A graph of the given parts, its nodes brought into topological order.
   *
   * @throws UnusableInputException if a value has two producers or none, or the nodes form a cycle;
   *     the message names the value
   */
  static Graph of(
      ModelProto header,
      List<Value> inputs,
      List<Value> outputs,
      Collection<Node> nodes,
      Map<String, Tensor> initialisers) {
    return new Graph(header, inputs, outputs, nodes, initialisers);
  }

  ModelProto header() {
    return header;
  }

  /** The graph's name; may be empty. */
  public String name() {
    return header.getGraph().getName();
  }

  /** Version of ONNX's own operators that the nodes use. */
  public int opset() {
    return header.getOpsetImportList().stream()
        .filter(o -> o.getDomain().isEmpty() || o.getDomain().equals("ai.onnx"))
        .mapToInt(o -> (int) o.getVersion())
        .findFirst()
        .orElse(1);
  }

  /** What the user feeds: the graph inputs that are not initialisers. */
  public List<Value> inputs() {
    return inputs;
  }

  public List<Value> outputs() {
    return outputs;
  }

  /** The nodes, each after those it depends on; independent nodes in file order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The stored tensors by name, in file order. */
  public Map<String, Tensor> initialisers() {
    return initialisers;
  }

  /** The node that computes a value; empty for inputs and initialisers. */
  public Optional<Node> producer(String value) {
    return Optional.ofNullable(producers.get(value));
  }

  /** The nodes that need a value, in topological order. */
  public List<Node> consumers(String value) {
    return consumers.getOrDefault(value, List.of());
  }

  /** The given nodes and all that depend on them, in topological order. */
  public Set<Node> descendants(Collection<Node> from) {
    Set<Node> reached = new HashSet<>(from);
    Set<Node> ordered = new LinkedHashSet<>();
    for (Node node : nodes) {
      if (reached.contains(node)) {
        ordered.add(node);
        for (String output : node.outputs()) {
          reached.addAll(consumers(output));
        }
      }
    }
    return ordered;
  }

  /**
   * The values that enter a set of nodes from outside it, in first-use order: computed values and
   * graph inputs, not initialisers.
   */
  public Set<String> boundary(Collection<Node> inside) {
    Set<Node> set = new HashSet<>(inside);
    Set<String> entering = new LinkedHashSet<>();
    for (Node node : nodes) {
      if (!set.contains(node)) {
        continue;
      }
      for (String value : node.dependencies()) {
        Node producer = producers.get(value);
        if (!initialisers.containsKey(value) && (producer == null || !set.contains(producer))) {
          entering.add(value);
        }
      }
    }
    return entering;
  }

  /**
   * The same network with some stored tensors replaced.
   *
   * @throws IllegalArgumentException if a name is not an initialiser, or the replacement has
   *     another type or shape
   */
  public Graph withInitialisers(Map<String, Tensor> replacements) {
    Map<String, Tensor> replaced = new LinkedHashMap<>(initialisers);
    replacements.forEach(
        (name, tensor) -> {
          Tensor old = replaced.put(name, tensor);
          if (old == null || old.type() != tensor.type() || !old.shape().equals(tensor.shape())) {
            throw new IllegalArgumentException(
                "cannot replace '%s' (%s) by %s".formatted(name, old, tensor));
          }
        });
    return new Graph(header, inputs, outputs, nodes, replaced);
  }

  /**
   * A part of this network as a model of its own, with the initialisers that it needs.
   *
   * @param part the nodes to keep
   * @param entering what the user of the part feeds; has to cover the {@link #boundary}
   * @param leaving values of the part that are wanted
   * @throws UnusableInputException if a value that the part needs is not in {@code entering}
   */
  public Graph part(Collection<Node> part, List<Value> entering, List<Value> leaving) {
    Set<Node> kept = new HashSet<>(part);
    Set<String> needed = new HashSet<>();
    kept.forEach(node -> needed.addAll(node.dependencies()));
    leaving.forEach(value -> needed.add(value.name()));
    entering.forEach(value -> needed.remove(value.name()));
    Map<String, Tensor> stored = new LinkedHashMap<>(initialisers);
    stored.keySet().retainAll(needed);
    return new Graph(
        header, entering, leaving, nodes.stream().filter(kept::contains).toList(), stored);
  }

  private boolean defines(String value) {
    return producers.containsKey(value) || initialisers.containsKey(value) || fed.contains(value);
  }

  private static Map<String, Node> producers(
      Collection<Node> nodes, List<Value> inputs, Map<String, Tensor> initialisers) {
    Map<String, Node> producers = new HashMap<>();
    Set<String> given = new HashSet<>(initialisers.keySet());
    inputs.forEach(input -> given.add(input.name()));
    for (Node node : nodes) {
      for (String output : node.outputs()) {
        if (output.isEmpty()) {
          continue;
        }
        if (producers.put(output, node) != null || given.contains(output)) {
          throw new UnusableInputException(
              "the value '%s' has two producers".formatted(Printable.name(output)));
        }
      }
    }
    return producers;
  }

  private static Map<String, List<Node>> consumers(List<Node> nodes) {
    Map<String, List<Node>> consumers = new HashMap<>();
    for (Node node : nodes) {
      for (String value : node.dependencies()) {
        consumers.computeIfAbsent(value, v -> new ArrayList<>()).add(node);
      }
    }
    return consumers;
  }

  /**
   * Kahn's algorithm; among nodes that are ready, the first in file order comes first, so that an
   * order that is good already stays.
   */
  private List<Node> sorted(Collection<Node> unsorted) {
    List<Node> file = List.copyOf(unsorted);
    int[] missing = new int[file.size()];
    Map<String, List<Integer>> uses = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < file.size(); i++) {
      for (String value : file.get(i).dependencies()) {
        if (producers.containsKey(value)) {
          uses.computeIfAbsent(value, v -> new ArrayList<>()).add(i);
          missing[i]++;
        } else if (!defines(value)) {
          throw unfed(file.get(i), value);
        }
      }
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<Node> order = new ArrayList<>(file.size());
    while (!ready.isEmpty()) {
      Node node = file.get(ready.remove());
      order.add(node);
      for (String output : node.outputs()) {
        for (int user : uses.getOrDefault(output, List.of())) {
          if (--missing[user] == 0) {
            ready.add(user);
          }
        }
      }
    }
    for (int i = 0; i < file.size(); i++) {
      if (missing[i] > 0) {
        throw new UnusableInputException(
            "the network's nodes form a cycle; it holds or feeds %s"
                .formatted(Printable.name(file.get(i).toString())));
      }
    }
    return List.copyOf(order);
  }

  private static UnusableInputException unfed(Node node, String value) {
    return new UnusableInputException(
        "node '%s' (%s) needs the value '%s', which nothing produces"
            .formatted(
                Printable.name(node.name()),
                Printable.name(node.operator()),
                Printable.name(value)));
  }
}
