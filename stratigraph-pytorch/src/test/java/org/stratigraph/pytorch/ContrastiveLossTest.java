package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class ContrastiveLossTest {
  @BeforeAll
  static void load() {
    Libtorch.load(1);
  }

  private static float loss(double temperature, int rows, float... values) {
    try (PtNDManager manager = Libtorch.newManager()) {
      PtNDArray projected =
          Values.of(manager, Tensor.of(Shape.of(rows, values.length / rows), values));
      return Values.toFloats(ContrastiveLoss.loss(projected, temperature))[0];
    }
  }

  /** Each row meets its view at cosine 1 and two others at cosine 0. */
  @Test
  void twoImagesAtRightAngles() {
    double expected = Math.log(1 + 2 * Math.exp(-1 / 0.5));
    assertThat(loss(0.5, 4, 1, 0, 0, 3, 2, 0, 0, 1)).isCloseTo((float) expected, within(1e-6f));
  }

  /** The rows' cosines by hand, images (1,0) and (0,1), views (3,4) / 5 and (-1,0). */
  @Test
  void viewsThatDiffer() {
    // i: cosine with j, then with the others.
    double[][] cosines = {{0.6, 0, -1}, {0, 0, 0.8}, {0.6, 0.8, -0.6}, {0, -1, -0.6}};
    double sum = 0;
    for (double[] row : cosines) {
      double others = 0;
      for (double cosine : row) {
        others += Math.exp(cosine / 0.2);
      }
      sum -= Math.log(Math.exp(row[0] / 0.2) / others);
    }
    assertThat(loss(0.2, 4, 1, 0, 0, 2, 3, 4, -1, 0)).isCloseTo((float) (sum / 4), within(1e-5f));
  }

  @Test
  void anOddOrTooSmallBatchIsRefused() {
    assertThatThrownBy(() -> loss(0.5, 3, 1, 2, 3))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage(
            "A batch of 3 rows cannot be contrasted: it needs two views each of two images or more.");
    assertThatThrownBy(() -> loss(0.5, 2, 1, 2)).isInstanceOf(UnusableInputException.class);
  }

  @Test
  void theTrunkEndsBeforeTheLastLayer() {
    assertThat(LastLayer.input(Architectures.named("resnet20-cifar").build(10)))
        .isEqualTo("flatten");
  }
}
