package org.stratigraph.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;

/**
 * Images that a network is tested on after each epoch. They are decoded each time, which takes
 * little beside an epoch and no memory but one batch. Not thread-safe.
 */
public final class TestSet {
  private final Images images;
  private final int batch;
  private final ByteBuffer pixels;

  private TestSet(Images images, int batch) {
    this.images = images;
    this.batch = batch;
    this.pixels = direct(Math.multiplyExact(4L * batch, images.shape().elementCount()));
  }

  /**
   * How a network does.
   *
   * @param images tested
   * @param accuracy the share in [0,1] whose largest logit is at their class, the first of equal
   *     ones; NaN without images
   * @param loss the mean of -ln of the softmax at their class; NaN without images, or if an output
   *     is not finite, as in a very deep network before training
   */
  public record Score(int images, double accuracy, double loss) {
    /** Of no test. */
    static Score none() {
      return new Score(0, Double.NaN, Double.NaN);
    }
  }

  /**
   * A test on labelled images.
   *
   * @param batch how many are evaluated at once, from 1
   */
  public static TestSet of(Images images, int batch) {
    return new TestSet(images, Math.min(batch, images.count()));
  }

  /** Tests a network with one input of images and one output of logits. */
  public Score score(Evaluator evaluator, Graph network) {
    Value input = network.inputs().get(0);
    String output = network.outputs().get(0).name();
    int count = 0;
    int right = 0;
    double loss = 0;
    try (Evaluation evaluation = evaluator.prepare(network)) {
      for (int from = 0; from < images.count(); from += batch) {
        int to = Math.min(images.count(), from + batch);
        List<Sample> samples = images.load(from, to, pixels.asFloatBuffer()).samples();
        if (samples.isEmpty()) {
          continue;
        }
        long[] extents = images.shape().batch(samples.size());
        Map<String, Activation> outputs = evaluation.run(Map.of(input.name(), activation(extents)));
        Activation logits = outputs.get(output);
        if (logits == null) {
          throw new IllegalStateException("the engine gave no output " + output);
        }
        FloatBuffer values = logits.bytes().asFloatBuffer();
        int classes = values.remaining() / samples.size();
        for (int i = 0; i < samples.size(); i++) {
          OptionalInt label = samples.get(i).label();
          float[] row = new float[classes];
          values.get(i * classes, row);
          right += largest(row) == label.orElseThrow() ? 1 : 0;
          loss += crossEntropy(row, label.getAsInt());
          count++;
        }
      }
    }
    return count == 0
        ? Score.none()
        : new Score(
            count, (double) right / count, Double.isFinite(loss) ? loss / count : Double.NaN);
  }

  private Activation activation(long[] extents) {
    int bytes = Math.toIntExact(4 * Shape.of(extents).elementCount());
    ByteBuffer part = pixels.duplicate().order(ByteOrder.nativeOrder()).position(0).limit(bytes);
    return new Activation(
        ElementType.FLOAT32, extents, part.slice().order(ByteOrder.nativeOrder()));
  }

  /** The first of the largest; -1 where every output is NaN. */
  static int largest(float[] row) {
    int best = -1;
    for (int i = 0; i < row.length; i++) {
      if (!Float.isNaN(row[i]) && (best < 0 || row[i] > row[best])) {
        best = i;
      }
    }
    return best;
  }

  /** log sum exp(z) - z(label), from the largest z so that nothing overflows. */
  static double crossEntropy(float[] row, int label) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float z : row) {
      largest = Math.max(largest, z);
    }
    double sum = 0;
    for (float z : row) {
      sum += StrictMath.exp(z - largest);
    }
    return largest + StrictMath.log(sum) - row[label];
  }

  private static ByteBuffer direct(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }
}
