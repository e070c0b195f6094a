package org.stratigraph.criticality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stratigraph.statistics.TwoLevelMean;

class TrialBudgetTest {
  private static final double TARGET = 0.02;
  private static final int MOST = 1000;

  @Test
  void manyEqualTrialsAreEnough() {
    assertThat(TrialBudget.next(estimate(0, 0), 10, TARGET, MOST)).isEqualTo(10);
  }

  @Test
  void threeEqualTrialsMayBeLuckAndAreNotEnough() {
    assertThat(TrialBudget.next(estimate(0, 0), 3, TARGET, MOST)).isGreaterThan(3);
  }

  @Test
  void neverMoreThanTwiceAsManyAtOnceAndNeverMoreThanAllowed() {
    assertThat(TrialBudget.next(estimate(0.4, 0.25), 3, TARGET, MOST)).isEqualTo(6);
    assertThat(TrialBudget.next(estimate(0.4, 0.25), 3, TARGET, 5)).isEqualTo(5);
  }

  /** The error that the rule leaves is the target's, on average over simulated layers. */
  @Test
  void theTargetIsReached() {
    Random random = new Random(11);
    double squares = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      int trials = 3;
      double[] means = new double[MOST];
      for (int t = 0; t < MOST; t++) {
        means[t] = 0.5 + 0.07 * random.nextGaussian();
      }
      while (true) {
        int next = TrialBudget.next(of(means, trials), trials, TARGET, MOST);
        if (next == trials) {
          break;
        }
        trials = next;
      }
      double error = of(means, trials).mean() - 0.5;
      squares += error * error;
    }
    assertThat(Math.sqrt(squares / runs)).isBetween(0.5 * TARGET, 1.15 * TARGET);
  }

  private static TwoLevelMean of(double[] means, int trials) {
    double[][] values = new double[trials][50];
    for (int t = 0; t < trials; t++) {
      java.util.Arrays.fill(values[t], means[t]);
    }
    return TwoLevelMean.of(values, true);
  }

  private static TwoLevelMean estimate(double sd, double error) {
    return new TwoLevelMean(0.5, sd, error, 0, 1);
  }
}
