package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.evaluation.Stopwatch;
import org.stratigraph.graph.Graph;
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
    try (Stopwatch network = Stopwatch.ofBlack(evaluator, graph, image, batch)) {
      return network.secondsPerImage();
    }
  }

  /**
   * Times several networks in turns, so that whatever else the machine does hits all of them.
   *
   * @return for each network the median of its runs, in seconds for one image
   */
  static List<Double> sideBySide(Evaluator evaluator, List<Graph> graphs, Shape image, int batch) {
    List<Stopwatch> networks = new ArrayList<>();
    try {
      for (Graph graph : graphs) {
        OptionalLong fixed = graph.inputs().get(0).shape().get(0);
        int fed = fixed.isPresent() ? Math.toIntExact(fixed.getAsLong()) : batch;
        networks.add(Stopwatch.ofBlack(evaluator, graph, image, fed));
      }
      return Stopwatch.medians(networks, ROUNDS);
    } finally {
      networks.forEach(Stopwatch::close);
    }
  }
}
