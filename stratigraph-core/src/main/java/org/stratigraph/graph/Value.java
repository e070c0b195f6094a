package org.stratigraph.graph;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.stratigraph.tensor.ElementType;

/**
 * A named tensor that enters or leaves a graph.
 *
 * @param name its unique name
 * @param type its element type
 * @param shape its extents, outermost first; empty where it is not known before the network runs (a
 *     dynamic axis, such as the batch). An empty list is a scalar, or a value whose rank is not
 *     declared
 */
public record Value(String name, ElementType type, List<OptionalLong> shape) {
  public Value {
    shape = List.copyOf(shape);
  }

  /** A float32 value; a negative extent stands for a dynamic axis. */
  public static Value of(String name, long... extents) {
    return new Value(
        name,
        ElementType.FLOAT32,
        Arrays.stream(extents)
            .mapToObj(e -> e < 0 ? OptionalLong.empty() : OptionalLong.of(e))
            .toList());
  }
}
