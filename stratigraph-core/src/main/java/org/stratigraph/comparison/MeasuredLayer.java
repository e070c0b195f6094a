package org.stratigraph.comparison;

import java.util.List;
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
}
