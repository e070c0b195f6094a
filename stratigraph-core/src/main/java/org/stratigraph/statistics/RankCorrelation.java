package org.stratigraph.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Erf;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * How far two lists of numbers have one order. The p-values are two-sided, for no association at
 * all, and computed as SciPy does.
 *
 * @param count the number of pairs
 * @param spearman Spearman's rho, ties with mean ranks, in [-1, 1]; NaN for fewer than two pairs or
 *     a list of equal values
 * @param spearmanP from Student's t with n - 2 degrees of freedom; NaN for fewer than three pairs
 * @param kendall Kendall's tau-b, in [-1, 1]; NaN as {@code spearman} is
 * @param kendallP exact (Kendall, Rank Correlation Methods, 1970) without ties up to 33 pairs, else
 *     by the normal approximation with the variance that ties leave; NaN for fewer than two pairs
 */
public record RankCorrelation(
    int count, double spearman, double spearmanP, double kendall, double kendallP) {
  private static final int MOST_EXACT = 33;

  /**
   * The correlation of pairs.
   *
   * @param x finite numbers
   * @param y as many
   * @throws IllegalArgumentException if there are not as many, or one is not finite
   */
  public static RankCorrelation of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " numbers with " + y.length);
    }
    if (!Arrays.stream(x).allMatch(Double::isFinite)
        || !Arrays.stream(y).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a number that is not finite");
    }
    if (isConstant(x) || isConstant(y)) {
      return new RankCorrelation(x.length, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double rho = clipped(new SpearmansCorrelation().correlation(x, y));
    double tau = clipped(new KendallsCorrelation().correlation(x, y));
    return new RankCorrelation(x.length, rho, studentP(rho, x.length), tau, kendallP(x, y));
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).distinct().count() < 2;
  }

  private static double clipped(double value) {
    return Math.max(-1, Math.min(1, value));
  }

  private static double studentP(double rho, int count) {
    if (count < 3) {
      return Double.NaN;
    }
    if (Math.abs(rho) == 1) {
      return 0;
    }
    double t = rho * Math.sqrt((count - 2) / ((1 - rho) * (1 + rho)));
    return 2 * new TDistribution(count - 2.0).cumulativeProbability(-Math.abs(t));
  }

  private static double kendallP(double[] x, double[] y) {
    int count = x.length;
    long difference = 0;
    long discordant = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        int same = (int) (Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]));
        difference += same;
        discordant += same < 0 ? 1 : 0;
      }
    }
    Ties tiesX = Ties.of(x);
    Ties tiesY = Ties.of(y);
    double pairs = count * (count - 1.0) / 2;
    boolean tied = tiesX.pairs() > 0 || tiesY.pairs() > 0;
    double rarer = Math.min((double) discordant, pairs - discordant);
    if (!tied && (count <= MOST_EXACT || rarer <= 1)) {
      return exactP(count, (int) rarer);
    }
    double variance =
        (2 * pairs * (2.0 * count + 5) - tiesX.fives() - tiesY.fives()) / 18
            + tiesX.pairs() * tiesY.pairs() / pairs;
    if (count > 2) {
      variance += tiesX.triples() * tiesY.triples() / (18 * pairs * (count - 2));
    }
    return Erf.erfc(Math.abs(difference / Math.sqrt(variance)) / Math.sqrt(2));
  }

  /**
   * Twice the share of the orders of {@code count} things that have at most so many inversions.
   *
   * @param inversions at most half of all pairs
   */
  private static double exactP(int count, int inversions) {
    // share[k]: of the orders of the things so far, those with k inversions.
    double[] share = new double[inversions + 1];
    share[0] = 1;
    for (int things = 2; things <= count; things++) {
      double[] next = new double[inversions + 1];
      double window = 0;
      for (int k = 0; k <= inversions; k++) {
        window += share[k] - (k >= things ? share[k - things] : 0);
        next[k] = window / things;
      }
      share = next;
    }
    return Math.min(1, 2 * Arrays.stream(share).sum());
  }

  /** Sums over groups of t equal values: t(t-1)/2, t(t-1)(t-2), t(t-1)(2t+5). */
  private record Ties(double pairs, double triples, double fives) {
    static Ties of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double pairs = 0;
      double triples = 0;
      double fives = 0;
      int from = 0;
      for (int i = 1; i <= sorted.length; i++) {
        if (i == sorted.length || sorted[i] != sorted[from]) {
          double t = i - from;
          pairs += t * (t - 1) / 2;
          triples += t * (t - 1) * (t - 2);
          fives += t * (t - 1) * (2 * t + 5);
          from = i;
        }
      }
      return new Ties(pairs, triples, fives);
    }
  }
}
