package org.stratigraph.autotune;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.conflict.NetworkActivations;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.evaluation.Stopwatch;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Shapes;

/**
 * What a network is good for and what it costs.
 *
 * @param accuracy the share in [0,1] of images whose largest logit is that of their class
 * @param parameters trained values
 * @param multiplyAdds for one image
 * @param secondsPerImage measured on this machine: the median of several batches
 */
public record NetworkFigures(
    double accuracy, long parameters, long multiplyAdds, double secondsPerImage) {
  private static final int BATCH = 32;
  private static final int TIMES = 9;
  private static final long MEMORY = 64L << 20;

  /**
   * Measures a network.
   *
   * @param images with a class index each
   */
  public static NetworkFigures of(Evaluator evaluator, Graph graph, Images images) {
    return new NetworkFigures(
        accuracy(evaluator, graph, images),
        Layers.of(graph).layers().stream().mapToLong(Layer::parameterCount).sum(),
        Costs.of(graph, Shapes.ofOneImage(graph)).total(),
        seconds(evaluator, graph, images));
  }

  private static double accuracy(Evaluator evaluator, Graph graph, Images images) {
    String output = graph.outputs().get(0).name();
    MeasuredValue logits = new MeasuredValue("logits", output, List.of());
    int[] right = {0};
    NetworkActivations.of(evaluator, graph, List.of(logits), images, MEMORY)
        .read(
            Set.of(0),
            (layer, sample, values) -> {
              float[] all = values.toFloats();
              int largest = 0;
              for (int c = 1; c < all.length; c++) {
                largest = all[c] > all[largest] ? c : largest;
              }
              // NaN is right about nothing.
              boolean finite = !Float.isNaN(all[largest]);
              right[0] +=
                  finite && images.samples().get(sample).label().orElse(-1) == largest ? 1 : 0;
            });
    return (double) right[0] / images.count();
  }

  private static double seconds(Evaluator evaluator, Graph graph, Images images) {
    int count = Math.min(BATCH, images.count());
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(Math.toIntExact(4L * count * images.shape().elementCount()))
            .order(ByteOrder.nativeOrder());
    images.load(0, count, pixels.asFloatBuffer());
    try (Stopwatch network = Stopwatch.of(evaluator, graph, images.shape(), count, pixels)) {
      return Stopwatch.medians(List.of(network), TIMES).get(0);
    }
  }
}
