package org.stratigraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values: scipy.stats.spearmanr and kendalltau of SciPy 1.17.1, defaults. */
class RankCorrelationTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void ties() {
    check(
        new double[] {12, 2, 1, 12, 2},
        new double[] {1, 4, 7, 1, 0},
        -0.5407380704358752,
        0.3467146139768868,
        -0.4714045207910316,
        0.28274545993277467);
  }

  @Test
  void threeEqualValues() {
    check(
        new double[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5},
        new double[] {2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4},
        0.1384567651467695,
        0.6847503048108998,
        0.14757295747452434,
        0.5636090510696283);
  }

  @Test
  void exactWithoutTies() {
    check(
        new double[] {1, 2, 3, 4, 5, 6},
        new double[] {2, 1, 4, 3, 6, 5},
        0.8285714285714287,
        0.04156268221574335,
        0.6,
        0.1361111111111111);
  }

  @Test
  void thirtyThreePairsAreExact() {
    check(
        IntStream.range(0, 33).mapToDouble(i -> (i * 7) % 33).toArray(),
        IntStream.range(0, 33).mapToDouble(i -> (i * 5) % 33).toArray(),
        -0.029411764705882356,
        0.8709295076786826,
        -0.060606060606060615,
        0.6335783802474432);
  }

  @Test
  void manyPairsAreApproximatedByANormalDistribution() {
    check(
        IntStream.range(0, 40).mapToDouble(Math::sin).toArray(),
        IntStream.range(0, 40).mapToDouble(i -> Math.cos(1.3 * i)).toArray(),
        0.02363977485928706,
        0.8848765411509101,
        0.015384615384615385,
        0.8888082041096124);
  }

  @Test
  void oneOrder() {
    check(new double[] {1, 2, 3}, new double[] {1, 2, 3}, 1, 0, 1, 1.0 / 3);
  }

  @Test
  void whatHasNoOrderIsUnknown() {
    for (double[] x : new double[][] {{}, {1}, {1, 1, 1}}) {
      RankCorrelation constant =
          RankCorrelation.of(x, IntStream.range(0, x.length).asDoubleStream().toArray());
      assertThat(constant.count()).isEqualTo(x.length);
      assertThat(constant.spearman()).isNaN();
      assertThat(constant.spearmanP()).isNaN();
      assertThat(constant.kendall()).isNaN();
      assertThat(constant.kendallP()).isNaN();
    }
  }

  @Test
  void twoPairsHaveAnOrderOfWhichNothingFollows() {
    RankCorrelation two = RankCorrelation.of(new double[] {1, 2}, new double[] {5, 4});
    assertThat(two.spearman()).isEqualTo(-1);
    assertThat(two.spearmanP()).isNaN();
    assertThat(two.kendallP()).isEqualTo(1);
  }

  @Test
  void unequalListsAndUnknownNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankCorrelation.of(new double[2], new double[3]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankCorrelation.of(new double[] {1, Double.NaN}, new double[2]));
  }

  private static void check(
      double[] x, double[] y, double rho, double rhoP, double tau, double tauP) {
    RankCorrelation correlation = RankCorrelation.of(x, y);
    assertThat(correlation.spearman()).isCloseTo(rho, CLOSE);
    assertThat(correlation.spearmanP()).isCloseTo(rhoP, CLOSE);
    assertThat(correlation.kendall()).isCloseTo(tau, CLOSE);
    assertThat(correlation.kendallP()).isCloseTo(tauP, CLOSE);
  }
}
