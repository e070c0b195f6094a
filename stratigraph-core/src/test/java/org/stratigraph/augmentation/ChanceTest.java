package org.stratigraph.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.statistics.Draws;

class ChanceTest {
  private static final int MANY = 100_000;

  /** Mean 1/2 and variance 1 / (4 (2 alpha + 1)), within five standard errors. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.5, 1, 2.5, 50})
  void momentsOfBeta(double alpha) {
    Draws draws = Draws.of(3, "beta");
    double variance = 1 / (4 * (2 * alpha + 1));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < MANY; i++) {
      double x = Chance.beta(draws, alpha) - 0.5;
      assertThat(x).isBetween(-0.5, 0.5);
      sum += x;
      squares += x * x;
    }
    assertThat(sum / MANY).isCloseTo(0, within(5 * Math.sqrt(variance / MANY)));
    // The fourth moment is at most a sixteenth of 1, the square's spread at most 1/4 * sd.
    assertThat(squares / MANY).isCloseTo(variance, within(5 * Math.sqrt(variance / 4 / MANY)));
  }

  /** Shares of the distribution below 0.1: scipy.stats.beta(a, a).cdf(0.1), SciPy 1.10. */
  @ParameterizedTest
  @CsvSource({"0.2, 0.3366897784", "0.5, 0.2048327647", "1, 0.1000000000", "2.5, 0.0153747204"})
  void distributionOfBeta(double alpha, double expected) {
    Draws draws = Draws.of(4, "beta");
    int below = 0;
    for (int i = 0; i < MANY; i++) {
      below += Chance.beta(draws, alpha) < 0.1 ? 1 : 0;
    }
    double error = Math.sqrt(expected * (1 - expected) / MANY);
    assertThat((double) below / MANY).isCloseTo(expected, within(5 * error));
  }

  /** Each share has mean 1/n; alpha 1 makes a share Beta(1, n - 1): 1 - 0.9^(n-1) below 0.1. */
  @Test
  void sharesOfDirichlet() {
    Draws draws = Draws.of(5, "dirichlet");
    double[] sums = new double[3];
    int below = 0;
    for (int i = 0; i < MANY; i++) {
      double[] shares = Chance.dirichlet(draws, 1, 3);
      assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-12));
      for (int k = 0; k < 3; k++) {
        sums[k] += shares[k];
      }
      below += shares[2] < 0.1 ? 1 : 0;
    }
    double sd = Math.sqrt(2.0 / 9 / 4);
    for (double sum : sums) {
      assertThat(sum / MANY).isCloseTo(1 / 3.0, within(5 * sd / Math.sqrt(MANY)));
    }
    assertThat((double) below / MANY).isCloseTo(0.19, within(5 * Math.sqrt(.19 * .81 / MANY)));
  }
}
