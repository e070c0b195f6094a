package org.stratigraph.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.onnx.AttributeProto;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** A node with what is known of its inputs. Whatever is asked and not known is thrown. */
final class Operands {
  private final Node node;
  private final int opset;
  private final Map<String, Shape> shapes;
  private final Map<String, Tensor> constants;

  /**
   * @param shapes the known shapes by value
   * @param constants the known small tensors by value
   */
  Operands(Node node, int opset, Map<String, Shape> shapes, Map<String, Tensor> constants) {
    this.node = node;
    this.opset = opset;
    this.shapes = shapes;
    this.constants = constants;
  }

  Node node() {
    return node;
  }

  int opset() {
    return opset;
  }

  /** The number of inputs, trailing omitted ones included. */
  int count() {
    return node.inputs().size();
  }

  /** Whether an input is there and not omitted. */
  boolean has(int input) {
    return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
  }

  /**
   * @throws UnknownShapeException if the shape is unknown or there is no such input
   */
  Shape shape(int input) {
    return known(shapes, node.inputs(), input);
  }

  /**
   * The shape of the first output, where it is known already.
   *
   * @throws UnknownShapeException if it is not
   */
  Shape output() {
    return known(shapes, node.outputs(), 0);
  }

  /**
   * The shape of an input that has at least the given rank.
   *
   * @throws UnknownShapeException if the shape is unknown or of lower rank
   */
  Shape shape(int input, int least) {
    Shape shape = shape(input);
    UnknownShapeException.unless(shape.rank() >= least);
    return shape;
  }

  /**
   * @throws UnknownShapeException if the input's elements are unknown or there is no such input
   */
  Tensor constant(int input) {
    return known(constants, node.inputs(), input);
  }

  /**
   * The elements of a scalar or a vector of integers.
   *
   * @throws UnknownShapeException if they are unknown or not that
   */
  long[] integers(int input) {
    Tensor tensor = constant(input);
    UnknownShapeException.unless(tensor.shape().rank() <= 1 && !tensor.type().isFloatingPoint());
    return tensor.toLongs();
  }

  private static <T> T known(Map<String, T> values, List<String> names, int index) {
    T value = index < names.size() ? values.get(names.get(index)) : null;
    if (value == null) {
      throw new UnknownShapeException();
    }
    return value;
  }

  /**
   * A list of integers that older operator sets have as an attribute and newer ones as an input;
   * empty if both are omitted.
   *
   * @throws UnknownShapeException if it is an input whose elements are unknown
   */
  Optional<long[]> list(String attribute, int input) {
    if (hasAttribute(attribute)) {
      return Optional.of(integers(attribute));
    }
    return has(input) ? Optional.of(integers(input)) : Optional.empty();
  }

  boolean hasAttribute(String name) {
    return node.attribute(name).isPresent();
  }

  /** An integer-list attribute; no elements where it is absent. */
  long[] integers(String attribute) {
    return node.integers(attribute).stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * An integer-list attribute with one element for each axis.
   *
   * @param otherwise every element where the attribute is absent
   * @throws UnknownShapeException if it has another number of elements
   */
  long[] perAxis(String attribute, int size, long otherwise) {
    long[] values = integers(attribute);
    if (values.length == 0) {
      values = new long[size];
      Arrays.fill(values, otherwise);
    }
    UnknownShapeException.unless(values.length == size);
    return values;
  }

  /** A real-list attribute; no elements where it is absent. */
  List<Float> reals(String attribute) {
    return node.attribute(attribute).map(AttributeProto::getFloatsList).orElse(List.of());
  }

  /**
   * An axis counted from the front.
   *
   * @param axis from {@code -rank} to {@code rank - 1}; a negative one counts from the back
   * @throws UnknownShapeException if there is no such axis
   */
  static int axis(long axis, int rank) {
    UnknownShapeException.unless(axis >= -rank && axis < rank);
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /**
   * Which axes a list names.
   *
   * @throws UnknownShapeException if an axis does not exist or is named twice
   */
  static boolean[] axes(long[] axes, int rank) {
    boolean[] named = new boolean[rank];
    for (long axis : axes) {
      int index = axis(axis, rank);
      UnknownShapeException.unless(!named[index]);
      named[index] = true;
    }
    return named;
  }
}
