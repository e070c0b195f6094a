package org.stratigraph.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** One pass of shape inference over a graph, from the inputs to the outputs. */
final class ShapeInference {
  /** Far above any real tensor's; a damaged file must not make each of many nodes copy millions. */
  private static final int MAX_RANK = 64;

  private static final Map<String, ShapeRule> RULES = rules();

  private final Graph graph;
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Tensor> constants = new HashMap<>();

  ShapeInference(Graph graph) {
    this.graph = graph;
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              know(name, tensor.shape());
              know(name, tensor);
            });
  }

  private static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    Stream.of(
            ConvolutionShapes.RULES,
            PoolingShapes.RULES,
            MatrixShapes.RULES,
            ElementwiseShapes.RULES,
            ReshapingShapes.RULES,
            SlicingShapes.RULES,
            ReductionShapes.RULES,
            ResizingShapes.RULES,
            RecurrentShapes.RULES,
            ConstantShapes.RULES)
        .forEach(rules::putAll);
    return Map.copyOf(rules);
  }

  /** Whether there is a rule for a node's operator. */
  static boolean knows(Node node) {
    return node.domain().isEmpty() && RULES.containsKey(node.operator());
  }

  /** States the shape of a value. */
  void know(String value, Shape shape) {
    if (!value.isEmpty() && shape.rank() <= MAX_RANK) {
      shapes.put(value, shape);
    }
  }

  private void know(String value, Tensor tensor) {
    if (ConstantFolding.isSmall(tensor.shape())) {
      constants.put(value, tensor);
    }
  }

  /** Goes over all nodes and gives the shapes that are known then. */
  Map<String, Shape> run() {
    for (Node node : graph.nodes()) {
      ShapeRule rule = RULES.get(node.operator());
      if (rule != null && knows(node)) {
        infer(rule, new Operands(node, graph.opset(), shapes, constants));
      }
    }
    return shapes;
  }

  /** The small tensors that are known. */
  Map<String, Tensor> constants() {
    return constants;
  }

  private void infer(ShapeRule rule, Operands operands) {
    List<String> outputs = operands.node().outputs();
    try {
      List<Shape> inferred = rule.shapes(operands);
      for (int i = 0; i < Math.min(outputs.size(), inferred.size()); i++) {
        know(outputs.get(i), inferred.get(i));
      }
      if (outputs.size() == 1) {
        ConstantFolding.of(operands, inferred.get(0))
            .ifPresent(tensor -> know(outputs.get(0), tensor));
      }
    } catch (UnknownShapeException | IllegalArgumentException | ArithmeticException e) {
      // An invalid node is the engine's to refuse; here it only leaves its outputs unknown.
    }
  }
}
