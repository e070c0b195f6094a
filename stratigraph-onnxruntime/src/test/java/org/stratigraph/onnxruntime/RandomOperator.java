package org.stratigraph.onnxruntime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** Random nodes of one operator, over the operator sets that changed its form. */
interface RandomOperator {
  String name();

  int[] opsets();

  /** Adds a node, which need not be valid, and gives its outputs. */
  List<String> build(OperatorCase model, Random random);

  /** Whether there are valid nodes whose shapes cannot be inferred. */
  default boolean mayBeUnknown() {
    return false;
  }

  default int opset(Random random) {
    return opsets()[random.nextInt(opsets().length)];
  }

  /** Numbers from {@code low} to {@code high}, inclusive. */
  static long[] between(Random random, int count, int low, int high) {
    return random.ints(count, low, high + 1).asLongStream().toArray();
  }

  static long[] joined(long[] a, long[] b) {
    return LongStream.concat(LongStream.of(a), LongStream.of(b)).toArray();
  }

  static long[] shuffled(long[] values, Random random) {
    List<Long> list = new ArrayList<>(LongStream.of(values).boxed().toList());
    Collections.shuffle(list, random);
    return list.stream().mapToLong(Long::longValue).toArray();
  }

  /** [N, C, spatial...]. */
  static long[] image(Random random, int axes, long channels) {
    long[] extents = {1L + random.nextInt(2), channels};
    return joined(extents, between(random, axes, 7, 11));
  }

  /** Strides, dilations and padding, stated or automatic. */
  static Map<String, Object> windows(Random random, int axes) {
    Map<String, Object> attributes = new HashMap<>();
    if (random.nextBoolean()) {
      attributes.put("strides", between(random, axes, 1, 4));
    }
    if (random.nextInt(3) == 0) {
      attributes.put("dilations", between(random, axes, 1, 2));
    }
    switch (random.nextInt(6)) {
      case 0 -> attributes.put("auto_pad", "SAME_UPPER");
      case 1 -> attributes.put("auto_pad", "SAME_LOWER");
      case 2 -> attributes.put("auto_pad", "VALID");
      case 3 -> {}
      default -> attributes.put("pads", between(random, 2 * axes, 0, 2));
    }
    if (attributes.getOrDefault("auto_pad", "").toString().startsWith("SAME")) {
      attributes.remove("dilations");
    }
    return attributes;
  }

  /** Some of the axes of a tensor in random order, counted from the front or the back. */
  static long[] someAxes(Random random, int rank, int count) {
    long[] all =
        LongStream.range(0, rank).map(axis -> random.nextBoolean() ? axis : axis - rank).toArray();
    return LongStream.of(shuffled(all, random)).limit(count).toArray();
  }

  /** A node that takes its axes as an attribute before operator set 13, then as an input. */
  static String withAxes(OperatorCase model, String operator, String x, long[] axes) {
    if (axes.length == 0) {
      return model.node(operator, List.of(x), Map.of());
    }
    return model.opset() < 13
        ? model.node(operator, List.of(x), Map.of("axes", axes))
        : model.node(operator, List.of(x, model.longs(axes)), Map.of());
  }
}
