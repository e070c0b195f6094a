package org.stratigraph.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * The shapes of a network's values, as far as they follow from the shapes of its inputs. Immutable.
 *
 * <p>Inference follows the operator specifications of ONNX (docs/Operators.md) from operator set 7
 * on. It never guesses: where an operator is not known, a shape depends on values that are computed
 * from the images, or a node is invalid, the shape of what it computes is unknown, and so is most
 * of what depends on it. Small tensors that are computed from stored ones and from shapes, such as
 * the paddings that TensorFlow's exporters compute, are evaluated.
 */
public final class Shapes {
  private final Map<String, Shape> known;
  private final Map<String, Tensor> constants;

  private Shapes(ShapeInference inference) {
    this.known = Map.copyOf(inference.run());
    this.constants = Map.copyOf(inference.constants());
  }

  /**
   * Infers the shapes of all values.
   *
   * @param inputShapes the shapes of graph inputs by name, batch included. The declared shape is
   *     taken for an input that is not named, if it has no dynamic axis.
   * @throws IllegalArgumentException if a name is not an input of the graph, or a shape is invalid
   */
  public static Shapes infer(Graph graph, Map<String, long[]> inputShapes) {
    ShapeInference inference = new ShapeInference(graph);
    inputShapes.forEach(
        (name, extents) -> {
          if (graph.inputs().stream().noneMatch(input -> input.name().equals(name))) {
            throw new IllegalArgumentException("'" + name + "' is not an input of the network");
          }
          inference.know(name, Shape.of(extents));
        });
    for (Value input : graph.inputs()) {
      if (!inputShapes.containsKey(input.name())) {
        declared(input).ifPresent(shape -> inference.know(input.name(), shape));
      }
    }
    return new Shapes(inference);
  }

  /**
   * Infers the shapes of all values for one image: a dynamic first axis of an input has extent 1.
   * Inputs with other dynamic axes are unknown.
   */
  public static Shapes ofOneImage(Graph graph) {
    ShapeInference inference = new ShapeInference(graph);
    for (Value input : graph.inputs()) {
      declared(one(input)).ifPresent(shape -> inference.know(input.name(), shape));
    }
    return new Shapes(inference);
  }

  private static Value one(Value input) {
    if (input.shape().isEmpty() || input.shape().get(0).isPresent()) {
      return input;
    }
    List<OptionalLong> extents = new ArrayList<>(input.shape());
    extents.set(0, OptionalLong.of(1));
    return new Value(input.name(), input.type(), extents);
  }

  private static Optional<Shape> declared(Value input) {
    if (input.shape().stream().anyMatch(OptionalLong::isEmpty)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Shape.of(input.shape().stream().mapToLong(OptionalLong::orElseThrow).toArray()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The shape of a value; empty if it is unknown or the graph has no such value. */
  public Optional<Shape> of(String value) {
    return Optional.ofNullable(known.get(value));
  }

  /**
   * The value of a small tensor (at most 128 elements) that is stored or follows from stored ones
   * and from shapes; empty if it depends on the images, is larger or is not known.
   */
  public Optional<Tensor> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /** A node of the graph with these shapes, and without constants. */
  Operands operands(Graph graph, Node node) {
    return new Operands(node, graph.opset(), known, Map.of());
  }
}
