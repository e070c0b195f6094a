package org.stratigraph.report;

/**
 * Where a fraction lies on an axis.
 *
 * @param from coordinate of 0
 * @param to coordinate of 1
 */
record LinearScale(double from, double to) {
  /**
   * The coordinate of a fraction; values outside [0, 1] lie at the nearer end.
   *
   * @throws IllegalArgumentException for NaN, which has no place
   */
  double at(double fraction) {
    if (Double.isNaN(fraction)) {
      throw new IllegalArgumentException("NaN has no place on an axis");
    }
    return from + Math.min(1, Math.max(0, fraction)) * (to - from);
  }
}
