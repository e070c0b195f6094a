package org.stratigraph.figure;

import java.util.List;

/**
 * From the smallest to the largest finite number of some.
 *
 * @param least the smallest
 * @param most the largest; above {@code least}
 */
record Range(double least, double most) {
  /** With 0 in it; 0 to 1 where there is no number. */
  static Range withZero(List<Curves.Series> series) {
    double least = 0;
    double most = 0;
    for (Curves.Series one : series) {
      for (Curves.Value value : one.points()) {
        for (double number : new double[] {value.y(), value.low(), value.high()}) {
          if (Double.isFinite(number)) {
            least = Math.min(least, number);
            most = Math.max(most, number);
          }
        }
      }
    }
    return new Range(least, most > least ? most : least + 1);
  }

  /** Whether any series has a finite number. */
  static boolean isKnown(List<Curves.Series> series) {
    return series.stream().anyMatch(one -> one.points().stream().anyMatch(Curves.Value::known));
  }
}
