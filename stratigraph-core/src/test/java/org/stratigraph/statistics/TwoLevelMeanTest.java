package org.stratigraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoLevelMeanTest {
  private static final double[][] TABLE = {
    {.10, .30, .25, .60}, {.20, .45, .20, .70}, {.05, .35, .30, .50}
  };

  /**
   * Two-way analysis of variance of the table with NumPy 1.24.2, quantile of Student's t with SciPy
   * 1.10.1: MSa 0.0089583, MSb 0.1261111, MSe 0.0050694; 3.16139 degrees of freedom.
   */
  @Test
  void errorOfTrialsAndImages() {
    TwoLevelMean estimate = TwoLevelMean.ofDraws(MeanSquares.of(TABLE));
    assertThat(estimate.mean()).isCloseTo(0.3333333333333333, within(1e-12));
    assertThat(estimate.trialSd()).isCloseTo(0.04732423621500229, within(1e-12));
    assertThat(estimate.standardError()).isCloseTo(0.10408329997330663, within(1e-12));
    assertThat(estimate.low()).isCloseTo(0.011457729551434148, within(1e-7));
    assertThat(estimate.high()).isCloseTo(0.6552089371152325, within(1e-7));
  }

  /** NumPy: sqrt(var(image means, ddof=1) / 4); SciPy: t quantile 3.182446 at 3 degrees. */
  @Test
  void withoutRandomnessOnlyImagesCount() {
    TwoLevelMean estimate = TwoLevelMean.ofFixedTrials(MeanSquares.of(TABLE));
    assertThat(estimate.trialSd()).isZero();
    assertThat(estimate.standardError()).isCloseTo(0.10251467826247741, within(1e-12));
    assertThat(estimate.high() - estimate.mean())
        .isCloseTo(3.182446305284263 * 0.10251467826247741, within(1e-7));
  }

  @Test
  void oneRandomTrialHasNoKnownError() {
    TwoLevelMean estimate = TwoLevelMean.ofDraws(MeanSquares.of(new double[][] {{.1, .2, .6}}));
    assertThat(estimate.mean()).isCloseTo(0.3, within(1e-12));
    assertThat(estimate.trialSd()).isNaN();
    assertThat(estimate.standardError()).isNaN();
    assertThat(estimate.low()).isNaN();
  }

  @Test
  void noImagesGiveNoFigures() {
    assertThat(TwoLevelMean.ofDraws(MeanSquares.of(new double[2][0])).mean()).isNaN();
  }

  @Test
  void equalTrialsAndImagesHaveNoError() {
    TwoLevelMean estimate =
        TwoLevelMean.ofDraws(MeanSquares.of(new double[][] {{.5, .5}, {.5, .5}}));
    assertThat(estimate.standardError()).isZero();
    assertThat(estimate.low()).isEqualTo(0.5);
    assertThat(estimate.high()).isEqualTo(0.5);
  }

  @Test
  void badTablesAreRefused() {
    assertThatThrownBy(() -> TwoLevelMean.ofDraws(MeanSquares.of(new double[0][])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TwoLevelMean.ofDraws(MeanSquares.of(new double[][] {{1}, {1, 2}})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * The definition of a 95 % interval: of intervals from data with a known mean, about 95 % hold
   * it. Between 93 and 99 % of 1,000 simulations passes; with 3 trials the interval may be
   * cautious.
   */
  @Test
  void intervalsHoldTheTruth() {
    Random random = new Random(20241);
    int held = 0;
    int runs = 1000;
    for (int run = 0; run < runs; run++) {
      double[] images = new double[40];
      for (int i = 0; i < images.length; i++) {
        images[i] = 0.1 * random.nextGaussian();
      }
      double[][] values = new double[3][images.length];
      for (double[] trial : values) {
        double effect = 0.07 * random.nextGaussian();
        for (int i = 0; i < images.length; i++) {
          trial[i] = 0.5 + effect + images[i] + 0.1 * random.nextGaussian();
        }
      }
      TwoLevelMean estimate = TwoLevelMean.ofDraws(MeanSquares.of(values));
      held += estimate.low() <= 0.5 && 0.5 <= estimate.high() ? 1 : 0;
    }
    assertThat(held).isBetween(930, 990);
  }
}
