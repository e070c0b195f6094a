package org.stratigraph.criticality;

import java.util.List;
import org.stratigraph.statistics.TwoLevelMean;

/** The statistics of one layer from its measurements. */
final class LayerStatistics {
  private LayerStatistics() {}

  /**
   * Mean and error of 1 - cosine over the first {@code trials} trials and all images.
   *
   * @param measurements by trial and then by chunk
   */
  static TwoLevelMean of(List<Measurement> measurements, int trials, boolean random) {
    double[][] distances = new double[trials][];
    for (int t = 0; t < trials; t++) {
      float[] cosines = trial(measurements, t).cosines();
      distances[t] = new double[cosines.length];
      for (int i = 0; i < cosines.length; i++) {
        distances[t][i] = 1.0 - cosines[i];
      }
    }
    return TwoLevelMean.of(distances, random);
  }

  /** The agreement of one trial over all chunks. */
  static Agreement trial(List<Measurement> measurements, int trial) {
    return measurements.stream()
        .filter(measurement -> measurement.trial() == trial)
        .map(Measurement::agreement)
        .reduce(Agreement.none(), Agreement::merge);
  }

  /** The number of trials in the measurements. */
  static int trials(List<Measurement> measurements) {
    return measurements.stream().mapToInt(Measurement::trial).max().orElse(-1) + 1;
  }
}
