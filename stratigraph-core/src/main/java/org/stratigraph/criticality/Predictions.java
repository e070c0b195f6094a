package org.stratigraph.criticality;

import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;

/**
 * What the untouched network predicts for a chunk of images, and how another network's predictions
 * for the same images agree with that.
 *
 * <p>Source of the measures: {@code pred_similarity} in the code of "How Do Training Methods
 * Influence the Utilization of Vision Models?" (2024), here in double.
 */
public final class Predictions {
  private static final int FIVE = 5;

  private final float[] logits;
  private final int classes;
  private final List<Sample> samples;

  /**
   * Predictions of the untouched network.
   *
   * @param logits [n, classes], row by row
   * @param samples the n images
   */
  public Predictions(float[] logits, int classes, List<Sample> samples) {
    this.logits = logits;
    this.classes = classes;
    this.samples = List.copyOf(samples);
  }

  /** The number of images. */
  public int images() {
    return samples.size();
  }

  /**
   * The agreement of another network's logits, [n, classes], with these.
   *
   * @throws NonFiniteOutputException if an output is NaN or infinite
   */
  public Agreement agreement(float[] changed) {
    float[] cosines = new float[samples.size()];
    double l1 = 0;
    double l2 = 0;
    long same = 0;
    long labelled = 0;
    long top1 = 0;
    long top5 = 0;
    double loss = 0;
    for (int i = 0; i < cosines.length; i++) {
      int offset = i * classes;
      Softmax p = Softmax.of(logits, offset, classes);
      Softmax q = Softmax.of(changed, offset, classes);
      double dot = 0;
      double absolute = 0;
      double squares = 0;
      for (int c = 0; c < classes; c++) {
        double difference = p.probabilities()[c] - q.probabilities()[c];
        dot += p.probabilities()[c] * q.probabilities()[c];
        absolute += Math.abs(difference);
        squares += difference * difference;
      }
      cosines[i] = (float) Math.min(1, dot / (p.norm() * q.norm()));
      l1 += absolute;
      l2 += Math.sqrt(squares);
      if (largest(logits, offset) == largest(changed, offset)) {
        same++;
      }
      OptionalInt label = samples.get(i).label();
      if (label.isPresent()) {
        labelled++;
        int rank = rank(changed, offset, label.getAsInt());
        top1 += rank < 1 ? 1 : 0;
        top5 += rank < FIVE ? 1 : 0;
        loss += q.logSum() - changed[offset + label.getAsInt()];
      }
    }
    return new Agreement(cosines, l1, l2, same, labelled, top1, top5, loss);
  }

  /**
   * What is kept of the untouched network itself.
   *
   * @throws NonFiniteOutputException if an output is NaN or infinite
   */
  public Untouched untouched(int chunk, List<Images.Skipped> skipped) {
    double[] probabilities = new double[classes];
    double[] directions = new double[classes];
    long[] predicted = new long[classes];
    double uniform = 0;
    for (int i = 0; i < samples.size(); i++) {
      Softmax p = Softmax.of(logits, i * classes, classes);
      for (int c = 0; c < classes; c++) {
        probabilities[c] += p.probabilities()[c];
        directions[c] += p.probabilities()[c] / p.norm();
      }
      // <p, u> / (|p| |u|) with u = 1/K everywhere: 1 / (|p| sqrt K).
      uniform += 1 / (p.norm() * Math.sqrt(classes));
      predicted[largest(logits, i * classes)]++;
    }
    return new Untouched(
        chunk, agreement(logits), probabilities, directions, predicted, uniform, skipped);
  }

  /** The most probable class; the first of equals. */
  private int largest(float[] values, int offset) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (values[offset + c] > values[offset + best]) {
        best = c;
      }
    }
    return best;
  }

  /** How many classes come before the given one; of equals, the first class comes first. */
  private int rank(float[] values, int offset, int label) {
    int before = 0;
    float own = values[offset + label];
    for (int c = 0; c < classes; c++) {
      float other = values[offset + c];
      if (other > own || (other == own && c < label)) {
        before++;
      }
    }
    return before;
  }
}
