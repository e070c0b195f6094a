package org.stratigraph.statistics;

/**
 * What is known of a variance before it is estimated: a value that counts as much as an estimate
 * with some degrees of freedom would.
 *
 * <p>Source: Smyth (2004), "Linear models and empirical Bayes methods for assessing differential
 * expression in microarray experiments", equation 5: the estimates are averaged, weighted by their
 * degrees of freedom.
 *
 * @param variance the value; at least 0
 * @param freedom how many degrees of freedom it counts for; 0 for nothing known
 */
public record PriorVariance(double variance, double freedom) {
  private static final PriorVariance NONE = new PriorVariance(0, 0);

  /** Nothing is known. */
  public static PriorVariance none() {
    return NONE;
  }

  /**
   * The estimate together with what was known.
   *
   * @param estimate of the variance, NaN if there is none
   * @param degrees of freedom of the estimate
   * @return NaN if neither is there
   */
  public double moderated(double estimate, double degrees) {
    if (degrees <= 0) {
      return freedom == 0 ? Double.NaN : variance;
    }
    return (freedom * variance + degrees * estimate) / (freedom + degrees);
  }
}
