package org.stratigraph.statistics;

import java.util.Arrays;
import java.util.Collection;

/**
 * Mean, spread and range over the finite values of a list.
 *
 * @param count the number of finite values
 * @param mean their mean; NaN if there are none
 * @param sd their population standard deviation (divided by n), as the criticality paper labels its
 *     rows; 0 for one value, NaN if there are none
 * @param median the middle one, or the mean of the two in the middle; NaN if there are none
 * @param min the smallest; NaN if there are none
 * @param max the largest; NaN if there are none
 */
public record Spread(int count, double mean, double sd, double median, double min, double max) {
  /** Of those values that are finite; the others are passed over. */
  public static Spread of(Collection<Double> values) {
    double[] finite = values.stream().filter(Double::isFinite).mapToDouble(v -> v).toArray();
    if (finite.length == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double sum = 0;
    for (double value : finite) {
      sum += value;
    }
    double mean = sum / finite.length;
    double squares = 0;
    for (double value : finite) {
      squares += (value - mean) * (value - mean);
    }
    Arrays.sort(finite);
    int last = finite.length - 1;
    return new Spread(
        finite.length,
        mean,
        Math.sqrt(squares / finite.length),
        (finite[last / 2] + finite[(last + 1) / 2]) / 2,
        finite[0],
        finite[last]);
  }
}
