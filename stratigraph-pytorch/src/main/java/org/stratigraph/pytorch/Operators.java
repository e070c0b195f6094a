package org.stratigraph.pytorch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stratigraph.graph.Node;

/** The operators that can be trained. */
final class Operators {
  private static final Map<String, Operator> ALL = all();

  private Operators() {}

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new HashMap<>();
    all.putAll(ConvolutionOperators.ALL);
    all.putAll(PoolingOperators.ALL);
    all.putAll(NormOperators.ALL);
    all.putAll(ActivationOperators.ALL);
    all.putAll(ArithmeticOperators.ALL);
    all.putAll(MatrixOperators.ALL);
    all.putAll(ReductionOperators.ALL);
    all.putAll(MovingOperators.ALL);
    return Map.copyOf(all);
  }

  /** The operator of a node; empty if it cannot be trained. */
  static Optional<Operator> of(Node node) {
    return node.domain().isEmpty()
        ? Optional.ofNullable(ALL.get(node.operator()))
        : Optional.empty();
  }

  /** The names of all, in order. */
  static Set<String> names() {
    return new TreeSet<>(ALL.keySet());
  }
}
