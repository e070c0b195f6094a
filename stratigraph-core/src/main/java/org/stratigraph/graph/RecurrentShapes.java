package org.stratigraph.graph;

import java.util.List;
import java.util.Map;
import org.stratigraph.tensor.Shape;

/** Shape rules of recurrent layers. */
final class RecurrentShapes {
  static final Map<String, ShapeRule> RULES =
      Map.of(
          "RNN", RecurrentShapes::outputs,
          "GRU", RecurrentShapes::outputs,
          "LSTM", RecurrentShapes::outputs);

  private RecurrentShapes() {}

  /**
   * [steps, batch, features] and recurrent weights [directions, gates * hidden, hidden] give
   * [steps, directions, batch, hidden] and the last state, [directions, batch, hidden]; with {@code
   * layout} 1 the batch comes first everywhere.
   */
  private static List<Shape> outputs(Operands node) {
    Shape input = node.shape(0);
    Shape recurrent = node.shape(2);
    UnknownShapeException.unless(input.rank() == 3 && recurrent.rank() == 3);
    long directions = recurrent.extent(0);
    long hidden = recurrent.extent(2);
    UnknownShapeException.unless(node.node().integer("hidden_size", hidden) == hidden);
    boolean batchFirst = node.node().integer("layout", 0) != 0;
    long batch = input.extent(batchFirst ? 0 : 1);
    long steps = input.extent(batchFirst ? 1 : 0);
    Shape state =
        batchFirst ? Shape.of(batch, directions, hidden) : Shape.of(directions, batch, hidden);
    Shape all =
        batchFirst
            ? Shape.of(batch, steps, directions, hidden)
            : Shape.of(steps, directions, batch, hidden);
    return List.of(all, state, state);
  }
}
