package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;

/** Loss and hits of the images of an epoch so far. */
final class EpochSums {
  private final boolean classifies;
  private double loss;
  private float lastLoss;
  private long hits;
  private int images;

  /**
   * @param classifies whether outputs are logits, of which hits are counted
   */
  EpochSums(boolean classifies) {
    this.classifies = classifies;
  }

  /** Adds a batch with its mean loss. */
  void add(float mean, PtNDArray output, PtNDArray targets) {
    int rows = Math.toIntExact(targets.getShape().get(0));
    lastLoss = mean;
    loss += (double) mean * rows;
    images += rows;
    if (classifies) {
      hits += hits(Values.toFloats(output), Values.toFloats(targets), rows);
    }
  }

  private static int hits(float[] logits, float[] targets, int rows) {
    int classes = logits.length / rows;
    int hits = 0;
    for (int row = 0; row < rows; row++) {
      if (largest(logits, row * classes, classes) == largest(targets, row * classes, classes)) {
        hits++;
      }
    }
    return hits;
  }

  private static int largest(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  boolean isFinite() {
    return Float.isFinite(lastLoss);
  }

  float lastLoss() {
    return lastLoss;
  }

  /** The mean loss. */
  double loss() {
    return loss / images;
  }

  /** The share of hits; NaN where nothing is classified. */
  double accuracy() {
    return classifies ? (double) hits / images : Double.NaN;
  }

  int images() {
    return images;
  }
}
