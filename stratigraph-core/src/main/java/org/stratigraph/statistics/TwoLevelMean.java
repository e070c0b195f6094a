package org.stratigraph.statistics;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The mean of a quantity measured in several trials on the same images, and its error.
 *
 * <p>The model is x(t, i) = m + a(t) + b(i) + e(t, i) with independent trial, image and remaining
 * effects. The variance of the grand mean over T trials and n images is then
 *
 * <pre>  Va/T + Vb/n + Ve/(T n)  =  MSa/(T n) + MSb/(T n) - MSe/(T n)</pre>
 *
 * with the mean squares of the two-way analysis of variance (Searle, Casella, McCulloch: Variance
 * Components, 1992, chapter 4). Where the estimate falls below the part that trials alone
 * contribute, that part is used. The interval is Student's with the degrees of freedom of
 * Satterthwaite (1946).
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

  /**
   * The estimate from a table of values.
   *
   * @param values one row a trial, one column an image; all rows equally long
   * @param random whether trials are draws; if not, only images contribute to the error
   * @throws IllegalArgumentException if there are no trials, or rows differ in length
   */
  public static TwoLevelMean of(double[][] values, boolean random) {
    int trials = values.length;
    if (trials == 0) {
      throw new IllegalArgumentException("no trials");
    }
    int images = values[0].length;
    double[] trialMeans = new double[trials];
    double[] imageMeans = new double[images];
    double mean = 0;
    for (int t = 0; t < trials; t++) {
      if (values[t].length != images) {
        throw new IllegalArgumentException("trials with different numbers of images");
      }
      for (int i = 0; i < images; i++) {
        trialMeans[t] += values[t][i] / images;
        imageMeans[i] += values[t][i] / trials;
      }
      mean += trialMeans[t] / trials;
    }
    if (images == 0) {
      return new TwoLevelMean(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double imageSquare = meanSquare(imageMeans, mean) * trials;
    if (!random) {
      double error = Math.sqrt(imageSquare / trials / images);
      return interval(mean, 0, error, images - 1);
    }
    if (trials == 1) {
      return new TwoLevelMean(mean, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double trialSquare = meanSquare(trialMeans, mean) * images;
    double restSquare = restSquare(values, trialMeans, imageMeans, mean);
    double cells = (double) trials * images;
    double sd = Math.sqrt(meanSquare(trialMeans, mean));
    double variance =
        images == 1
            ? trialSquare / cells
            : Math.max(trialSquare, trialSquare + imageSquare - restSquare) / cells;
    double freedom = freedom(trialSquare, imageSquare, restSquare, trials, images);
    return interval(mean, sd, Math.sqrt(variance), freedom);
  }

  private static double meanSquare(double[] means, double mean) {
    double squares = 0;
    for (double value : means) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (means.length - 1);
  }

  private static double restSquare(
      double[][] values, double[] trialMeans, double[] imageMeans, double mean) {
    double squares = 0;
    for (int t = 0; t < values.length; t++) {
      for (int i = 0; i < imageMeans.length; i++) {
        double rest = values[t][i] - trialMeans[t] - imageMeans[i] + mean;
        squares += rest * rest;
      }
    }
    return squares / ((values.length - 1.0) * (imageMeans.length - 1.0));
  }

  private static double freedom(
      double trialSquare, double imageSquare, double restSquare, int trials, int images) {
    if (images == 1) {
      return trials - 1.0;
    }
    double total = Math.max(trialSquare, trialSquare + imageSquare - restSquare);
    double spread =
        trialSquare * trialSquare / (trials - 1)
            + imageSquare * imageSquare / (images - 1)
            + restSquare * restSquare / ((trials - 1.0) * (images - 1.0));
    // Satterthwaite's formula, never below what the trials alone would have.
    return spread == 0 ? trials - 1.0 : Math.max(trials - 1.0, total * total / spread);
  }

  private static TwoLevelMean interval(
      double mean, double trialSd, double standardError, double freedom) {
    if (Double.isNaN(standardError) || freedom < 1) {
      return new TwoLevelMean(mean, trialSd, Double.NaN, Double.NaN, Double.NaN);
    }
    double half =
        standardError * new TDistribution(freedom).inverseCumulativeProbability((1 + LEVEL) / 2);
    return new TwoLevelMean(mean, trialSd, standardError, mean - half, mean + half);
  }
}
