package org.stratigraph.report;

import java.util.Collection;

/**
 * Mean and spread over the finite values of a list.
 *
 * @param count the number of finite values
 * @param mean their mean; NaN if there are none
 * @param sd their population standard deviation (divided by n), as the criticality paper labels its
 *     rows; NaN if there are none
 */
record Spread(int count, double mean, double sd) {
  static Spread of(Collection<Double> values) {
    double[] finite = values.stream().filter(Double::isFinite).mapToDouble(v -> v).toArray();
    double sum = 0;
    for (double value : finite) {
      sum += value;
    }
    double mean = sum / finite.length;
    double squares = 0;
    for (double value : finite) {
      squares += (value - mean) * (value - mean);
    }
    return new Spread(finite.length, mean, Math.sqrt(squares / finite.length));
  }
}
