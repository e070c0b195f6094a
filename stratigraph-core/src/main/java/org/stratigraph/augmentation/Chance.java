package org.stratigraph.augmentation;

import org.stratigraph.statistics.Draws;

/** Distributions that augmentations draw from. */
final class Chance {
  private Chance() {}

  /** Uniform in [low, high). */
  static double between(Draws draws, double low, double high) {
    return low + (high - low) * draws.nextDouble();
  }

  /** Beta(alpha, alpha), in [0,1]; alpha above 0. */
  static double beta(Draws draws, double alpha) {
    double first = logGamma(draws, alpha);
    double second = logGamma(draws, alpha);
    // The share of the first; the logarithms keep tiny alphas from giving 0 / 0.
    return 1 / (1 + StrictMath.exp(second - first));
  }

  /** The symmetric Dirichlet distribution: shares that sum to 1. */
  static double[] dirichlet(Draws draws, double alpha, int count) {
    double[] shares = new double[count];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      shares[i] = logGamma(draws, alpha);
      largest = Math.max(largest, shares[i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = StrictMath.exp(shares[i] - largest);
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /**
   * The logarithm of a Gamma(shape, 1) variate: Marsaglia and Tsang 2000, "A simple method for
   * generating gamma variables", and for shapes below 1 their boost by {@code U^(1/shape)}.
   */
  private static double logGamma(Draws draws, double shape) {
    if (shape < 1) {
      // 1 - u is never 0.
      double boost = StrictMath.log(1 - draws.nextDouble()) / shape;
      return boost + logGamma(draws, shape + 1);
    }
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = draws.nextGaussian();
      double root = 1 + c * x;
      if (root <= 0) {
        continue;
      }
      double v = root * root * root;
      double u = 1 - draws.nextDouble();
      if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return StrictMath.log(d * v);
      }
    }
  }
}
