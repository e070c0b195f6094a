package org.stratigraph.statistics;

import java.util.Arrays;

/**
 * The two-way analysis of variance of values measured in several trials on the same images, one
 * value a cell, where images may come in strata.
 *
 * <p>Source: Searle, Casella, McCulloch: Variance Components (1992), chapter 4. In the model x(t,
 * i) = m + a(t) + b(i) + e(t, i) the expectations of the mean squares are n Va + Ve for trials, T
 * Vb + Ve for images and Ve for the rest. With strata, b and e are what images of one class differ
 * by: the shares of the classes are not drawn with the images.
 *
 * @param mean over trials and images; NaN for no images
 * @param trial mean square between trials; NaN for one trial or no images
 * @param image mean square between images of a class; NaN for fewer than two images
 * @param rest mean square of what neither explains; NaN where one of the others is
 * @param trials number of trials, T
 * @param images number of images, n
 * @param strata number of classes that images were compared within; 1 without strata
 * @param shares variance of the mean because the classes' shares are those of the pool, itself a
 *     sample; 0 without strata
 */
public record MeanSquares(
    double mean,
    double trial,
    double image,
    double rest,
    int trials,
    int images,
    int strata,
    double shares) {

  /**
   * Analyses a table. Linear in its size.
   *
   * @param values one row a trial, one column an image; all rows equally long
   * @throws IllegalArgumentException if there are no trials, or rows differ in length
   */
  public static MeanSquares of(double[][] values) {
    return of(values, Strata.none());
  }

  /**
   * Analyses a table whose columns are the first images of some strata.
   *
   * @param values one row a trial, one column an image; all rows equally long
   * @throws IllegalArgumentException if there are no trials, or rows differ in length
   */
  public static MeanSquares of(double[][] values, Strata strata) {
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
    int[] all = new int[images];
    int[] classes = strata.first(images);
    double image = imageSquare(imageMeans, all) * trials;
    if (classes.length == 0) {
      classes = all;
    }
    double within = imageSquare(imageMeans, classes) * trials;
    return new MeanSquares(
        mean,
        images == 0 ? Double.NaN : imageSquare(trialMeans, new int[trials]) * images,
        within,
        restSquare(values, imageMeans, classes),
        trials,
        images,
        count(classes),
        classes == all ? 0 : Math.max(0, image - within) / trials / strata.pool());
  }

  private static int count(int[] classes) {
    return Arrays.stream(classes).max().orElse(0) + 1;
  }

  /** The variance of means around those of their classes; 0 / 0 is NaN for a single mean. */
  private static double imageSquare(double[] means, int[] classes) {
    double[] centres = classMeans(means, classes);
    double squares = 0;
    for (int i = 0; i < means.length; i++) {
      double off = means[i] - centres[classes[i]];
      squares += off * off;
    }
    return means.length == 0 ? Double.NaN : squares / (means.length - centres.length);
  }

  private static double restSquare(double[][] values, double[] imageMeans, int[] classes) {
    if (values.length < 2 || imageMeans.length < 2) {
      return Double.NaN;
    }
    double[] centres = classMeans(imageMeans, classes);
    double squares = 0;
    for (double[] trial : values) {
      double[] trialCentres = classMeans(trial, classes);
      for (int i = 0; i < imageMeans.length; i++) {
        int of = classes[i];
        double rest = trial[i] - trialCentres[of] - imageMeans[i] + centres[of];
        squares += rest * rest;
      }
    }
    return squares / ((values.length - 1.0) * (imageMeans.length - centres.length));
  }

  private static double[] classMeans(double[] values, int[] classes) {
    double[] means = new double[count(classes)];
    int[] counts = new int[means.length];
    for (int i = 0; i < values.length; i++) {
      means[classes[i]] += values[i];
      counts[classes[i]]++;
    }
    for (int c = 0; c < means.length; c++) {
      means[c] /= counts[c];
    }
    return means;
  }

  /** Variance between the means of trials, Va + Ve/n; NaN as {@link #trial}. */
  public double trialVariance() {
    return trial / images;
  }

  /** The part of each image in the variance, Vb, never negative; NaN where it is unknown. */
  public double imageVariance() {
    return Math.max(0, (image - rest) / trials);
  }

  /** Degrees of freedom of the mean square between images. */
  public int imageFreedom() {
    return images - strata;
  }
}
