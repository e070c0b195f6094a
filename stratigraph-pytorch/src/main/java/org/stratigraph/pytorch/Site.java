package org.stratigraph.pytorch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Shapes;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * A node in its place: what is known of it before the network runs.
 *
 * @param node the node
 * @param output the number of the output that is wanted
 * @param opset the version of the operators
 * @param shapes of all values, for the batch size in use
 * @param frozen whether the node has a trained tensor that must stay as it is
 */
record Site(Node node, int output, int opset, Shapes shapes, boolean frozen) {
  /** Whether the node has an input of this number. */
  boolean has(int input) {
    return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
  }

  /** The shape of an input. */
  Shape shape(int input) {
    return shape(node.inputs().get(input));
  }

  /** The shape of the wanted output. */
  Shape shape() {
    return shape(node.outputs().get(output));
  }

  private Shape shape(String value) {
    return shapes
        .of(value)
        .orElseThrow(
            () -> refusal("the shape of '%s' does not follow from the graph".formatted(value)));
  }

  /** The constant that enters at an input; empty if the node has no such input. */
  Optional<Tensor> constant(int input) {
    if (!has(input)) {
      return Optional.empty();
    }
    String value = node.inputs().get(input);
    Optional<Tensor> constant = shapes.constant(value);
    if (constant.isEmpty()) {
      throw refusal("its input '%s' is computed, where only a constant can be".formatted(value));
    }
    return constant;
  }

  /** Integers that are an attribute in old operator versions and an input in new ones. */
  Optional<long[]> integers(String attribute, int input) {
    List<Long> stated = node.integers(attribute);
    if (!stated.isEmpty()) {
      return Optional.of(stated.stream().mapToLong(Long::longValue).toArray());
    }
    return constant(input).map(Tensor::toLongs);
  }

  /** An axis counted from the front. */
  int axis(long stated, int rank) {
    long axis = stated < 0 ? stated + rank : stated;
    if (axis < 0 || axis >= rank) {
      throw refusal("axis %d does not fit the rank %d".formatted(stated, rank));
    }
    return (int) axis;
  }

  /** Axes counted from the front, sorted; all of the input's if none are stated. */
  long[] axes(Optional<long[]> stated) {
    int rank = shape(0).rank();
    long[] all = LongStream.range(0, rank).toArray();
    return stated
        .filter(axes -> axes.length > 0)
        .map(axes -> Arrays.stream(axes).map(a -> axis(a, rank)).sorted().toArray())
        .orElse(all);
  }

  /** The refusal to train this node. */
  UnusableInputException refusal(String reason) {
    return new UnusableInputException(
        "The network cannot be trained: %s: %s.".formatted(name(node), reason));
  }

  /** A node as the user knows it. */
  static String name(Node node) {
    String name = node.name().isEmpty() ? String.join(", ", node.outputs()) : node.name();
    return "node '%s' (%s)".formatted(name, node.operator());
  }
}
