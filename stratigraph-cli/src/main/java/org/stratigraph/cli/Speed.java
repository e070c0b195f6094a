package org.stratigraph.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;

/** How fast this machine is with a network. */
final class Speed {
  private static final int ROUNDS = 7;

  private Speed() {}

  /**
   * Times the network on black images, after a first run that does not count.
   *
   * @param image the shape of one image
   * @param batch images at a time
   * @return seconds for one image
   */
  static double secondsPerImage(Evaluator evaluator, Graph graph, Shape image, int batch) {
    Value input = graph.inputs().get(0);
    long[] extents = new long[image.rank() + 1];
    extents[0] = batch;
    System.arraycopy(image.extents(), 0, extents, 1, image.rank());
    int bytes = Math.toIntExact(Math.multiplyExact(4L * batch, image.elementCount()));
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    Map<String, Activation> inputs =
        Map.of(input.name(), new Activation(input.type(), extents, pixels));
    try (Evaluation evaluation = evaluator.prepare(graph)) {
      evaluation.run(inputs);
      long start = System.nanoTime();
      evaluation.run(inputs);
      return (System.nanoTime() - start) / 1e9 / batch;
    }
  }

  /**
   * Times several networks in turns, so that whatever else the machine does hits all of them.
   *
   * @return for each network the median of its runs, in seconds for one image
   */
  static List<Double> sideBySide(Evaluator evaluator, List<Graph> graphs, Shape image, int batch) {
    List<List<Double>> times = new ArrayList<>();
    graphs.forEach(graph -> times.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < graphs.size(); i++) {
        OptionalLong fixed = graphs.get(i).inputs().get(0).shape().get(0);
        int fed = fixed.isPresent() ? Math.toIntExact(fixed.getAsLong()) : batch;
        times.get(i).add(secondsPerImage(evaluator, graphs.get(i), image, fed));
      }
    }
    return times.stream().map(t -> t.stream().sorted().toList().get(ROUNDS / 2)).toList();
  }
}
