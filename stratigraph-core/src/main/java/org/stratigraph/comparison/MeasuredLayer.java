package org.stratigraph.comparison;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hipparchus.distribution.continuous.TDistribution;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/**
 * One layer of a measured network. Fractions; NaN where a figure is not known.
 *
 * @param layer its name
 * @param kind its kind's label; empty where it is not known
 * @param criticality 1 - mean cosine similarity over trials, in [0, 1]
 * @param trialSd sample standard deviation over trials (n - 1); NaN for a single random trial
 * @param standardError of the criticality; NaN where unknown
 * @param intervalLow lower end of the 95 % interval, in [0, 1]; NaN where unknown
 * @param intervalHigh upper end
 * @param trials one row a trial, in order
 */
public record MeasuredLayer(
    String layer,
    String kind,
    double criticality,
    double trialSd,
    double standardError,
    double intervalLow,
    double intervalHigh,
    List<TrialResult> trials) {
  private static final double QUANTILE_ACCURACY = 1e-13;

  /** By degrees of freedom; tens of thousands of layers have the same few. */
  private static final Map<Integer, Double> QUANTILES = new ConcurrentHashMap<>();

  public MeasuredLayer {
    trials = List.copyOf(trials);
  }

  /**
   * A layer as a criticality run found it.
   *
   * @param trials the run's trials of all layers; those of this layer are taken
   */
  public static MeasuredLayer of(LayerResult layer, List<TrialResult> trials) {
    return new MeasuredLayer(
        layer.layer(),
        layer.kind(),
        layer.criticality(),
        layer.trialSd(),
        layer.standardError(),
        layer.intervalLow(),
        layer.intervalHigh(),
        trials.stream().filter(trial -> trial.layer().equals(layer.layer())).toList());
  }

  /**
   * A layer of which only the trials are known.
   *
   * <p>The criticality is 1 - mean cosine over trials, the trial sd has n - 1 below the root, the
   * standard error is sd / sqrt(n) and the interval Student's with n - 1 degrees of freedom, cut to
   * [0, 1]. It holds for the images that were measured: how much other images would give something
   * else, trials alone cannot say. With one trial the spread is NaN; if a trial's cosine is not
   * finite, or there is no trial, all of it is.
   *
   * @param kind its kind's label; empty where it is not known
   * @param trials of this layer, at least two for an error
   */
  public static MeasuredLayer ofTrials(String layer, String kind, List<TrialResult> trials) {
    int count = trials.size();
    double mean = trials.stream().mapToDouble(TrialResult::cosine).sum() / count;
    double criticality = Double.isFinite(mean) ? Math.min(1, Math.max(0, 1 - mean)) : Double.NaN;
    double squares = 0;
    for (TrialResult trial : trials) {
      squares += (trial.cosine() - mean) * (trial.cosine() - mean);
    }
    double sd = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
    double error = sd / Math.sqrt(count);
    double half = Double.isNaN(sd) ? Double.NaN : error * quantile(count - 1);
    return new MeasuredLayer(
        layer,
        kind,
        criticality,
        sd,
        error,
        Math.max(0, criticality - half),
        Math.min(1, criticality + half),
        trials);
  }

  private static double quantile(int freedom) {
    return QUANTILES.computeIfAbsent(
        freedom,
        degrees ->
            new TDistribution(degrees, QUANTILE_ACCURACY).inverseCumulativeProbability(0.975));
  }
}
