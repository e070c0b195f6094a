package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.List;
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

  /** Mean and error of 1 - cosine over the given trials and all images. */
  static TwoLevelMean of(List<Agreement> trials, boolean random) {
    double[][] distances = new double[trials.size()][];
    for (int t = 0; t < distances.length; t++) {
      float[] cosines = trials.get(t).cosines();
      distances[t] = new double[cosines.length];
      for (int i = 0; i < cosines.length; i++) {
        distances[t][i] = 1.0 - cosines[i];
      }
    }
    return TwoLevelMean.of(distances, random);
  }
}
