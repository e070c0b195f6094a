package org.stratigraph.pytorch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Shapes;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Turns a graph into a program. */
final class Compilation {
  private final Graph graph;
  private final Shapes shapes;
  private final Set<String> frozen;
  private final String input;
  private final Map<String, Integer> slots = new HashMap<>();

  /** The values that follow from tensors of layers, however small. */
  private final Set<String> fromLayers = new HashSet<>();

  Compilation(Graph graph, long[] batch, TensorRoles roles, Set<String> frozen) {
    this.graph = graph;
    this.input = graph.inputs().get(0).name();
    this.shapes = Shapes.infer(graph, Map.of(input, batch));
    this.frozen = frozen;
    graph.initialisers().keySet().stream().filter(roles::contains).forEach(fromLayers::add);
    for (Node node : graph.nodes()) {
      if (node.inputs().stream().anyMatch(fromLayers::contains)) {
        fromLayers.addAll(node.outputs());
      }
    }
  }

  Program program(String target) {
    slots.put(input, 0);
    Map<String, Integer> stored = new LinkedHashMap<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, Integer> lastUse = new HashMap<>();
    List<Program.Step> reversed = new ArrayList<>();
    slot(target);
    List<Node> nodes = new ArrayList<>(graph.nodes());
    Collections.reverse(nodes);
    for (Node node : nodes) {
      for (int output = 0; output < node.outputs().size(); output++) {
        String value = node.outputs().get(output);
        if (slots.containsKey(value) && isConstant(value)) {
          constants.put(value, shapes.constant(value).orElseThrow());
          stored.put(value, slot(value));
        } else if (slots.containsKey(value)) {
          reversed.add(step(node, output, target, lastUse));
        }
      }
    }
    for (Map.Entry<String, Tensor> tensor : graph.initialisers().entrySet()) {
      if (slots.containsKey(tensor.getKey())) {
        stored.put(tensor.getKey(), slots.get(tensor.getKey()));
      }
    }
    Collections.reverse(reversed);
    Shape shape =
        shapes
            .of(target)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "The network cannot be trained: the shape of its value '%s' does not follow from that of the images."
                            .formatted(target)));
    return new Program(reversed, stored, constants, slots.size(), 0, slot(target), shape);
  }

  private boolean isConstant(String value) {
    return !fromLayers.contains(value)
        && shapes.constant(value).filter(t -> t.type().isFloatingPoint()).isPresent();
  }

  private int slot(String value) {
    return slots.computeIfAbsent(value, v -> slots.size());
  }

  /** Steps are made from the last to the first, so the first use that is met is the last. */
  private Program.Step step(Node node, int output, String target, Map<String, Integer> lastUse) {
    Operator operator =
        Operators.of(node)
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "The network cannot be trained: there is no training of the operator of %s."
                            .formatted(Site.name(node))));
    boolean still = node.inputs().size() > 1 && frozen.contains(node.inputs().get(1));
    Operation operation = operator.rule().at(new Site(node, output, graph.opset(), shapes, still));
    int result = slot(node.outputs().get(output));
    int[] operands = new int[node.inputs().size()];
    Arrays.fill(operands, -1);
    List<Integer> dead = new ArrayList<>();
    for (int i : operator.computed(node)) {
      String value = node.inputs().get(i);
      operands[i] = slot(value);
      boolean computed = graph.producer(value).isPresent() && !isConstant(value);
      if (computed && !value.equals(target) && lastUse.put(value, result) == null) {
        dead.add(operands[i]);
      }
    }
    return new Program.Step(
        node, operation, operands, result, dead.stream().mapToInt(Integer::intValue).toArray());
  }
}
