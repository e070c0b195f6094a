package org.stratigraph.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.comparison.Selection;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.view.NetworkView;
import org.stratigraph.weightchange.WeightChangeResult;

/**
 * What a report of networks shows; each part may be empty.
 *
 * @param title of the page
 * @param selection the measured networks, and those that are left out
 * @param baseline id of the network that others are compared to at first
 * @param trainings in the order in which they are to be shown
 * @param network drawn, with what was measured of its layers
 * @param provenance of the report itself, by name, in a fixed order
 */
public record ReportContent(
    String title,
    Selection selection,
    Optional<String> baseline,
    List<Training> trainings,
    Optional<NetworkView> network,
    Map<String, String> provenance) {
  public ReportContent {
    trainings = List.copyOf(trainings);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * What is known of one training; each part may be empty.
   *
   * @param name what the reader calls it
   * @param epochs in order
   * @param weightChange how far its layers moved
   * @param conflicts of its layers, by checkpoint, in order
   */
  public record Training(
      String name,
      List<EpochRecord> epochs,
      Optional<WeightChangeResult> weightChange,
      List<ConflictResult.Checkpoint> conflicts) {
    public Training {
      epochs = List.copyOf(epochs);
      conflicts = List.copyOf(conflicts);
    }
  }
}
