package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Gradients of losses against formulas, with a garbage collection before they are computed. */
class LossGradientTest {
  private static final int ROWS = 4;
  private static final int CLASSES = 3;
  private static final float[] VALUES = OperatorCase.values(ROWS * CLASSES, 5);
  private static final float[] TARGETS = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0.5f, 0.5f};

  @BeforeAll
  static void load() {
    Libtorch.load(1);
  }

  private static float[] gradient(PtNDManager manager, UnaryOperator<PtNDArray> loss) {
    PtNDArray leaf = Values.of(manager, Tensor.of(Shape.of(ROWS, CLASSES), VALUES));
    leaf.setRequiresGradient(true);
    JniUtils.setGradMode(true);
    try {
      PtNDArray value = loss.apply(leaf);
      Garbage.collect();
      JniUtils.backward(value, Values.scalar(manager, 1), false, false);
    } finally {
      JniUtils.setGradMode(false);
    }
    return Values.toFloats(leaf.getGradient());
  }

  /** The mean over rows of softmax minus the smoothed targets. */
  @Test
  void crossEntropy() {
    for (double smoothing : new double[] {0, 0.1}) {
      try (PtNDManager manager = Libtorch.newManager()) {
        PtNDArray targets = Values.of(manager, Tensor.of(Shape.of(ROWS, CLASSES), TARGETS));
        Loss loss = new CrossEntropyLoss("y", smoothing);
        float[] found = gradient(manager, logits -> loss.of(logits, targets, Map.of()));
        for (int row = 0; row < ROWS; row++) {
          double sum = 0;
          for (int k = 0; k < CLASSES; k++) {
            sum += Math.exp(VALUES[row * CLASSES + k]);
          }
          for (int k = 0; k < CLASSES; k++) {
            int i = row * CLASSES + k;
            double target = TARGETS[i] * (1 - smoothing) + smoothing / CLASSES;
            double expected = (Math.exp(VALUES[i]) / sum - target) / ROWS;
            assertThat((double) found[i]).isCloseTo(expected, within(1e-6));
          }
        }
      }
    }
  }

  /** Against central differences of the loss in double precision. */
  @Test
  void contrastive() {
    try (PtNDManager manager = Libtorch.newManager()) {
      float[] found = gradient(manager, projected -> ContrastiveLoss.loss(projected, 0.5));
      for (int i = 0; i < found.length; i++) {
        double[] moved = new double[VALUES.length];
        for (int j = 0; j < moved.length; j++) {
          moved[j] = VALUES[j];
        }
        moved[i] += 1e-5;
        double above = contrastive(moved);
        moved[i] -= 2e-5;
        double expected = (above - contrastive(moved)) / 2e-5;
        assertThat((double) found[i]).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
      }
    }
  }

  /** NT-Xent at temperature 0.5 (Chen et al. 2020, equation 1). */
  private static double contrastive(double[] values) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double others = 0;
      for (int k = 0; k < ROWS; k++) {
        others += k == i ? 0 : Math.exp(cosine(values, i, k) / 0.5);
      }
      sum += Math.log(others) - cosine(values, i, (i + ROWS / 2) % ROWS) / 0.5;
    }
    return sum / ROWS;
  }

  private static double cosine(double[] values, int a, int b) {
    return product(values, a, b) / Math.sqrt(product(values, a, a) * product(values, b, b));
  }

  private static double product(double[] values, int a, int b) {
    double sum = 0;
    for (int i = 0; i < CLASSES; i++) {
      sum += values[a * CLASSES + i] * values[b * CLASSES + i];
    }
    return sum;
  }
}
