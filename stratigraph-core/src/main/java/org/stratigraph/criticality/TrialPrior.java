package org.stratigraph.criticality;

import org.stratigraph.statistics.PriorVariance;

/**
 * What is known of the spread between trials before a layer is measured.
 *
 * <p>In the published measurements (raw results of "How Do Training Methods Influence the
 * Utilization of Vision Models?": 51 networks, 54 layers, 3 trials) the standard deviation between
 * trials is small for layers whose criticality m is near 0 or 1 and large between, nearly in
 * proportion to m (1 - m): it is of one size on the logit scale. The root of its mean square there,
 * in units of m (1 - m), is 0.44. It varies much from layer to layer, about as variances with one
 * degree of freedom do, so it counts for one.
 */
final class TrialPrior {
  /** Standard deviation between trials on the logit scale. */
  static final double LOGIT_SD = 0.44;

  private static final double FREEDOM = 1;

  private TrialPrior() {}

  /**
   * Of the variance between the trials of a layer.
   *
   * @param criticality an estimate, in [0, 1]
   */
  static PriorVariance of(double criticality) {
    double sd = LOGIT_SD * criticality * (1 - criticality);
    return new PriorVariance(sd * sd, FREEDOM);
  }
}
