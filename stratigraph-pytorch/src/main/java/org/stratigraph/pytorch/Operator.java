package org.stratigraph.pytorch;

import java.util.List;
import java.util.stream.IntStream;
import org.stratigraph.graph.Node;

/**
 * How an ONNX operator is computed on PyTorch.
 *
 * @param most how many of its inputs are computed values, from the first on; the others are
 *     constants that the rule reads from the site
 * @param rule makes an operation of a node
 */
record Operator(int most, Rule rule) {
  /** Makes an operation of a node. */
  @FunctionalInterface
  interface Rule {
    /**
     * The operation that computes an output of a node.
     *
     * @throws org.stratigraph.UnusableInputException if the node has a form that is not trained
     */
    Operation at(Site site);
  }

  static Operator onFirst(Rule rule) {
    return new Operator(1, rule);
  }

  static Operator onAll(Rule rule) {
    return new Operator(Integer.MAX_VALUE, rule);
  }

  /** The numbers of the inputs of a node that are computed values. */
  List<Integer> computed(Node node) {
    return IntStream.range(0, Math.min(most, node.inputs().size()))
        .filter(i -> !node.inputs().get(i).isEmpty())
        .boxed()
        .toList();
  }
}
