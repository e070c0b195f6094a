package org.stratigraph.prune;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.ChunkReader;
import org.stratigraph.criticality.Predictions;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.sweep.Sweep;
import org.stratigraph.sweep.SweepOptions;
import org.stratigraph.sweep.SweepPlan;

/**
 * The logits of a network for all of a set of images.
 *
 * @param logits [n, classes], row by row, one array a chunk
 * @param classes how many classes
 * @param samples the images of each chunk
 */
record ImagePredictions(List<float[]> logits, int classes, List<List<Sample>> samples) {
  ImagePredictions {
    logits = List.copyOf(logits);
    samples = List.copyOf(samples);
  }

  /** The images on which predictions are compared, and what evaluates them. */
  record Source(Evaluator evaluator, Images images, long memory) {
    /**
     * Evaluates a network on the images.
     *
     * @throws org.stratigraph.UnusableInputException if it does not take them, or the memory does
     *     not suffice
     */
    ImagePredictions of(Graph graph) {
      SweepPlan plan = plan(graph);
      List<float[]> logits = new ArrayList<>();
      List<List<Sample>> samples = new ArrayList<>();
      try (Sweep sweep = Sweep.of(evaluator, plan);
          ChunkReader reader = new ChunkReader(images, plan)) {
        for (int i = 0; i * plan.chunk() < images.count(); i++) {
          Images.Chunk read = reader.read(i);
          logits.add(sweep.untouched(reader.pixels(), read.samples().size()));
          samples.add(read.samples());
        }
      }
      return new ImagePredictions(logits, plan.outputs(), samples);
    }

    int classes(Graph graph) {
      return plan(graph).outputs();
    }

    private SweepPlan plan(Graph graph) {
      return SweepPlan.of(
          evaluator, graph, List.of(), images.shape(), SweepOptions.of(images.count(), memory));
    }
  }

  /**
   * How the predictions of another network for the same images agree with these.
   *
   * @throws org.stratigraph.criticality.NonFiniteOutputException if an output is NaN or infinite
   */
  Agreement agreement(ImagePredictions changed) {
    Agreement sum = Agreement.none();
    for (int chunk = 0; chunk < logits.size(); chunk++) {
      sum =
          sum.merge(
              new Predictions(logits.get(chunk), classes, samples.get(chunk))
                  .agreement(changed.logits.get(chunk)));
    }
    return sum;
  }

  /** The largest difference between a logit here and there. */
  double largestDifference(ImagePredictions other) {
    double largest = 0;
    for (int chunk = 0; chunk < logits.size(); chunk++) {
      float[] these = logits.get(chunk);
      float[] those = other.logits.get(chunk);
      for (int i = 0; i < these.length; i++) {
        double difference = Math.abs((double) these[i] - those[i]);
        // NaN is no agreement.
        largest =
            difference <= largest
                ? largest
                : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      }
    }
    return largest;
  }
}
