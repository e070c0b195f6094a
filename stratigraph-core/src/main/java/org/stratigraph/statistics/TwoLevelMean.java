package org.stratigraph.statistics;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The mean of a quantity measured in several trials on the same images, and its error.
 *
 * <p>The model is x(t, i) = m + a(t) + b(i) + e(t, i) with independent trial, image and remaining
 * effects. The variance of the grand mean over T trials and n images is then
 *
 * <pre>  Va/T + Vb/n + Ve/(T n)  =  S²/T + (MSb - MSe)/(T n)  with  S² = Va + Ve/n</pre>
 *
 * where S² is the variance between trial means and MSb, MSe are {@link MeanSquares}. Where the
 * estimate of the images' part is negative, it counts as zero. With strata, MSb and MSe are those
 * within classes, and the variance of the classes' shares is added. The interval is Student's with
 * the degrees of freedom of Satterthwaite (1946).
 *
 * @param mean over trials and images; NaN for no images
 * @param trialSd sample standard deviation (n - 1) of the trial means; NaN for one random trial, 0
 *     without randomness
 * @param standardError of the mean; NaN where a component cannot be estimated
 * @param low lower end of the 95 % interval, not clipped; NaN where the standard error is
 * @param high upper end
 */
public record TwoLevelMean(
    double mean, double trialSd, double standardError, double low, double high) {
  private static final double LEVEL = 0.95;

  /** The mean of trials that are no draws, so that only images contribute to the error. */
  public static TwoLevelMean ofFixedTrials(MeanSquares squares) {
    if (squares.images() == 0) {
      return unknown(squares.mean(), Double.NaN);
    }
    double variance = squares.image() / squares.trials() / squares.images() + squares.shares();
    return interval(squares.mean(), 0, Math.sqrt(variance), squares.imageFreedom());
  }

  /** The mean of trials that are random draws. */
  public static TwoLevelMean ofDraws(MeanSquares squares) {
    return ofDraws(squares, PriorVariance.none());
  }

  /**
   * The mean of trials that are random draws, with what is known of their variance beforehand.
   *
   * @param prior variance between trial means; see {@link PriorVariance}
   */
  public static TwoLevelMean ofDraws(MeanSquares squares, PriorVariance prior) {
    int trials = squares.trials();
    int images = squares.images();
    double sd = Math.sqrt(squares.trialVariance());
    if (images == 0 || trials == 1) {
      return unknown(squares.mean(), sd);
    }
    double fromTrials = prior.moderated(squares.trialVariance(), trials - 1) / trials;
    double trialFreedom = prior.freedom() + trials - 1;
    if (images == 1) {
      return interval(squares.mean(), sd, Math.sqrt(fromTrials), trialFreedom);
    }
    double cells = (double) trials * images;
    double fromImages = Math.max(0, (squares.image() - squares.rest()) / cells);
    double variance = fromTrials + fromImages + squares.shares();
    double imagePart = squares.image() / cells;
    double restPart = squares.rest() / cells;
    double spread =
        fromTrials * fromTrials / trialFreedom
            + imagePart * imagePart / squares.imageFreedom()
            + restPart * restPart / ((trials - 1.0) * squares.imageFreedom());
    // Satterthwaite's formula, never below what the trials alone would have.
    double freedom =
        spread == 0 ? trialFreedom : Math.max(trialFreedom, variance * variance / spread);
    return interval(squares.mean(), sd, Math.sqrt(variance), freedom);
  }

  private static TwoLevelMean unknown(double mean, double trialSd) {
    return new TwoLevelMean(mean, trialSd, Double.NaN, Double.NaN, Double.NaN);
  }

  private static TwoLevelMean interval(
      double mean, double trialSd, double standardError, double freedom) {
    if (Double.isNaN(standardError) || freedom < 1) {
      return unknown(mean, trialSd);
    }
    double half =
        standardError * new TDistribution(freedom).inverseCumulativeProbability((1 + LEVEL) / 2);
    return new TwoLevelMean(mean, trialSd, standardError, mean - half, mean + half);
  }
}
