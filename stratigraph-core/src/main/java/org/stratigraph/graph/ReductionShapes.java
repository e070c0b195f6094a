package org.stratigraph.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.stratigraph.tensor.Shape;

/** Shape rules of reductions over axes. */
final class ReductionShapes {
  private static final List<String> REDUCING =
      List.of(
          "ReduceSum",
          "ReduceMean",
          "ReduceMax",
          "ReduceMin",
          "ReduceProd",
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceSumSquare");

  static final Map<String, ShapeRule> RULES = rules();

  private ReductionShapes() {}

  private static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    REDUCING.forEach(name -> rules.put(name, ShapeRule.single(ReductionShapes::reduce)));
    rules.put("ArgMax", ShapeRule.single(ReductionShapes::position));
    rules.put("ArgMin", ShapeRule.single(ReductionShapes::position));
    return Map.copyOf(rules);
  }

  /** No axes means all of them, or none with {@code noop_with_empty_axes}. */
  private static Shape reduce(Operands node) {
    Shape input = node.shape(0);
    long[] axes = node.list("axes", 1).orElse(new long[0]);
    boolean[] reduced = Operands.axes(axes, input.rank());
    if (axes.length == 0 && node.node().integer("noop_with_empty_axes", 0) == 0) {
      Arrays.fill(reduced, true);
    }
    return without(node, input, reduced);
  }

  private static Shape position(Operands node) {
    Shape input = node.shape(0);
    long axis = node.node().integer("axis", 0);
    return without(node, input, Operands.axes(new long[] {axis}, input.rank()));
  }

  private static Shape without(Operands node, Shape input, boolean[] reduced) {
    boolean keep = node.node().integer("keepdims", 1) != 0;
    LongStream.Builder extents = LongStream.builder();
    for (int i = 0; i < input.rank(); i++) {
      if (!reduced[i]) {
        extents.add(input.extent(i));
      } else if (keep) {
        extents.add(1);
      }
    }
    return Shape.of(extents.build().toArray());
  }
}
