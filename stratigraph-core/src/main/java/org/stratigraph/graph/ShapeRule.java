package org.stratigraph.graph;

import java.util.List;
import org.stratigraph.tensor.Shape;

/** The shapes of an operator's outputs, from what is known of its inputs. */
@FunctionalInterface
interface ShapeRule {
  /**
   * The shapes of the first outputs in operator order; those of further outputs are unknown.
   *
   * @throws UnknownShapeException if the first output's shape is unknown
   * @throws IllegalArgumentException if the node is invalid: a shape with a negative extent
   * @throws ArithmeticException if an extent overflows
   */
  List<Shape> shapes(Operands node);

  /** A rule for an operator with one output. */
  static ShapeRule single(Single rule) {
    return node -> List.of(rule.shape(node));
  }

  /** The shape of an operator's first output. */
  @FunctionalInterface
  interface Single {
    /** As {@link ShapeRule#shapes}. */
    Shape shape(Operands node);
  }
}
