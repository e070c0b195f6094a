package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.statistics.MeanSquares;
import org.stratigraph.statistics.Strata;
import org.stratigraph.statistics.TwoLevelMean;

/** The statistics of one layer from its measurements. */
final class LayerStatistics {
  private LayerStatistics() {}

  /**
   * The agreement of each trial over all chunks; linear in the number of images.
   *
   * @param measurements by trial and then by chunk
   */
  static List<Agreement> trials(List<Measurement> measurements) {
    List<List<Agreement>> parts = new ArrayList<>();
    for (Measurement measurement : measurements) {
      while (parts.size() <= measurement.trial()) {
        parts.add(new ArrayList<>());
      }
      parts.get(measurement.trial()).add(measurement.agreement());
    }
    return parts.stream().map(Agreement::of).toList();
  }

  /**
   * The analysis of 1 - cosine over the given trials and all their images.
   *
   * @param strata of the images, if they come in a balanced order
   */
  static MeanSquares squares(List<Agreement> trials, Strata strata) {
    double[][] distances = new double[trials.size()][];
    for (int t = 0; t < distances.length; t++) {
      float[] cosines = trials.get(t).cosines();
      distances[t] = new double[cosines.length];
      for (int i = 0; i < cosines.length; i++) {
        distances[t][i] = 1.0 - cosines[i];
      }
    }
    return MeanSquares.of(distances, strata);
  }

  /**
   * Mean and error of 1 - cosine.
   *
   * @param random whether trials are draws
   * @param adaptive whether the number of trials followed from the spread of the first ones; the
   *     error then counts what is known of that spread beforehand, {@link TrialPrior}
   */
  static TwoLevelMean of(MeanSquares squares, boolean random, boolean adaptive) {
    if (!random) {
      return TwoLevelMean.ofFixedTrials(squares);
    }
    return adaptive
        ? TwoLevelMean.ofDraws(squares, TrialPrior.of(squares.mean()))
        : TwoLevelMean.ofDraws(squares);
  }
}
