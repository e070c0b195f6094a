package org.stratigraph.criticality;

import org.stratigraph.statistics.TwoLevelMean;

/**
 * How many trials a layer should get so that its standard error falls below a target.
 *
 * <p>A standard deviation from three trials may be small by luck, and a rule that stops on it would
 * stop too early exactly then. So the rule looks at the moderated variance (Smyth 2004, "Linear
 * models and empirical Bayes methods", eq. 5): the estimate, weighted by its degrees of freedom,
 * together with a prior of one degree of freedom.
 */
final class TrialBudget {
  /**
   * Root mean square of the standard deviation between trials over the 2,700 cells of the published
   * measurements (raw-results of "How Do Training Methods Influence the Utilization of Vision
   * Models?").
   */
  private static final double PRIOR_SD = 0.069;

  private TrialBudget() {}

  /**
   * The number of trials to have before looking again: at most twice as many as now.
   *
   * @param trials how many there are
   * @param target standard error aimed at
   * @param most how many there may be
   */
  static int next(TwoLevelMean now, int trials, double target, int most) {
    if (Double.isNaN(now.trialSd())) {
      return Math.min(most, trials + 1);
    }
    double variance = (PRIOR_SD * PRIOR_SD + (trials - 1) * now.trialSd() * now.trialSd()) / trials;
    double fromTrials = now.trialSd() * now.trialSd() / trials;
    double fromImages = Math.max(0, now.standardError() * now.standardError() - fromTrials);
    // Where images alone exceed the target, trials still have to be the smaller part of the error.
    double allowed = Math.max(target * target - fromImages, target * target / 4);
    if (variance / trials <= allowed) {
      return trials;
    }
    int needed = (int) Math.ceil(Math.min(variance / allowed, Integer.MAX_VALUE));
    return Math.min(most, Math.max(trials + 1, Math.min(2 * trials, needed)));
  }
}
