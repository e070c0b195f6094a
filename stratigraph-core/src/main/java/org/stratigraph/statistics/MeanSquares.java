package org.stratigraph.statistics;

/**
 * The two-way analysis of variance of values measured in several trials on the same images, one
 * value a cell.
 *
 * <p>Source: Searle, Casella, McCulloch: Variance Components (1992), chapter 4. In the model x(t,
 * i) = m + a(t) + b(i) + e(t, i) the expectations of the mean squares are n Va + Ve for trials, T
 * Vb + Ve for images and Ve for the rest.
 *
 * @param mean over trials and images; NaN for no images
 * @param trial mean square between trials; NaN for one trial or no images
 * @param image mean square between images; NaN for fewer than two images
 * @param rest mean square of what neither explains; NaN where one of the others is
 * @param trials number of trials, T
 * @param images number of images, n
 */
public record MeanSquares(
    double mean, double trial, double image, double rest, int trials, int images) {

  /**
   * Analyses a table. Linear in its size.
   *
   * @param values one row a trial, one column an image; all rows equally long
   * @throws IllegalArgumentException if there are no trials, or rows differ in length
   */
  public static MeanSquares of(double[][] values) {
    int trials = values.length;
    if (trials == 0) {
      throw new IllegalArgumentException("no trials");
    }
    int images = values[0].length;
    double[] trialMeans = new double[trials];
    double[] imageMeans = new double[images];
    double mean = images == 0 ? Double.NaN : 0;
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
    return new MeanSquares(
        mean,
        images == 0 ? Double.NaN : meanSquare(trialMeans, mean) * images,
        meanSquare(imageMeans, mean) * trials,
        restSquare(values, trialMeans, imageMeans, mean),
        trials,
        images);
  }

  /** 0 / 0 is NaN for a single mean. */
  private static double meanSquare(double[] means, double mean) {
    double squares = 0;
    for (double value : means) {
      squares += (value - mean) * (value - mean);
    }
    return means.length == 0 ? Double.NaN : squares / (means.length - 1);
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
    return values.length < 2 || imageMeans.length < 2
        ? Double.NaN
        : squares / ((values.length - 1.0) * (imageMeans.length - 1.0));
  }

  /** Variance between the means of trials, Va + Ve/n; NaN as {@link #trial}. */
  public double trialVariance() {
    return trial / images;
  }

  /** The part of each image in the variance, Vb, never negative; NaN where it is unknown. */
  public double imageVariance() {
    return atLeastZero((image - rest) / trials);
  }

  private static double atLeastZero(double variance) {
    return variance < 0 ? 0 : variance;
  }
}
