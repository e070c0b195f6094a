package org.stratigraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeanSquaresTest {
  /** NumPy 1.24.2 on the same table: see {@link TwoLevelMeanTest}. */
  @Test
  void meanSquaresOfATable() {
    MeanSquares squares =
        MeanSquares.of(
            new double[][] {{.10, .30, .25, .60}, {.20, .45, .20, .70}, {.05, .35, .30, .50}});
    assertThat(squares.trial()).isCloseTo(0.0089583, within(1e-7));
    assertThat(squares.image()).isCloseTo(0.1261111, within(1e-7));
    assertThat(squares.rest()).isCloseTo(0.0050694, within(1e-7));
  }

  /** The components that the data were drawn with; the tolerances are four standard errors. */
  @Test
  void componentsAreFoundAgain() {
    Random random = new Random(5);
    int trials = 400;
    int images = 500;
    double[] effects = random.doubles(images).map(u -> 0.2 * (u - 0.5) * Math.sqrt(12)).toArray();
    double[][] values = new double[trials][images];
    for (double[] trial : values) {
      double effect = 0.1 * random.nextGaussian();
      for (int i = 0; i < images; i++) {
        trial[i] = effect + effects[i] + 0.3 * random.nextGaussian();
      }
    }
    MeanSquares squares = MeanSquares.of(values);
    assertThat(squares.rest()).isCloseTo(0.09, within(0.0012));
    assertThat(squares.imageVariance()).isCloseTo(0.04, within(0.007));
    assertThat(squares.trialVariance()).isCloseTo(0.01 + 0.09 / images, within(0.003));
  }

  /**
   * Mean squares from the residuals of nested linear models (trials by classes, then images too),
   * NumPy 1.24.2, {@code numpy.linalg.lstsq}.
   */
  @Test
  void imagesAreComparedWithinTheirClasses() {
    double[][] values = {
      {.10, .30, .25, .60, .15, .70, .20, .55},
      {.20, .45, .20, .70, .30, .65, .10, .80},
      {.05, .35, .30, .50, .25, .60, .15, .45}
    };
    Strata strata = Strata.of(IntStream.range(0, 40).map(i -> i % 2).toArray());
    MeanSquares squares = MeanSquares.of(values, strata);
    assertThat(squares.trial()).isCloseTo(0.018854166666666665, within(1e-12));
    assertThat(squares.image()).isCloseTo(0.03048611111111112, within(1e-12));
    assertThat(squares.rest()).isCloseTo(0.005902777777777775, within(1e-12));
    assertThat(squares.imageFreedom()).isEqualTo(6);
    assertThat(squares.shares())
        .isCloseTo((0.14136904761904764 - 0.03048611111111112) / 3 / 40, within(1e-12));
    MeanSquares plain = MeanSquares.of(values);
    assertThat(plain.image()).isCloseTo(0.14136904761904764, within(1e-12));
    assertThat(plain.rest()).isCloseTo(0.006949404761904758, within(1e-12));
    assertThat(plain.imageFreedom()).isEqualTo(7);
    assertThat(plain.shares()).isZero();
  }

  @Test
  void whatCannotBeKnownIsNaN() {
    MeanSquares single = MeanSquares.of(new double[][] {{.1, .2}});
    assertThat(single.mean()).isCloseTo(.15, within(1e-15));
    assertThat(single.trial()).isNaN();
    assertThat(single.rest()).isNaN();
    assertThat(MeanSquares.of(new double[2][0]).mean()).isNaN();
    assertThat(MeanSquares.of(new double[][] {{.1}, {.2}}).image()).isNaN();
  }

  /** Smyth 2004, equation 5. */
  @Test
  void aPriorCountsByItsDegreesOfFreedom() {
    PriorVariance prior = new PriorVariance(4, 1);
    assertThat(prior.moderated(1, 3)).isEqualTo((4 + 3 * 1) / 4.0);
    assertThat(prior.moderated(Double.NaN, 0)).isEqualTo(4);
    assertThat(PriorVariance.none().moderated(1, 3)).isEqualTo(1);
    assertThat(PriorVariance.none().moderated(Double.NaN, 0)).isNaN();
  }
}
