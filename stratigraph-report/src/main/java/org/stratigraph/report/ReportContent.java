package org.stratigraph.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.comparison.Selection;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.store.LesionCurves;
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
 * @param lesions studies of removed blocks, likewise
 * @param tunings auto-tunings, likewise
 * @param network drawn, with what was measured of its layers
 * @param provenance of the report itself, by name, in a fixed order
 */
public record ReportContent(
    String title,
    Selection selection,
    Optional<String> baseline,
    List<Training> trainings,
    List<Lesion> lesions,
    List<Tuning> tunings,
    Optional<NetworkView> network,
    Map<String, String> provenance) {
  public ReportContent {
    trainings = List.copyOf(trainings);
    lesions = List.copyOf(lesions);
    tunings = List.copyOf(tunings);
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

  /**
   * A lesion study.
   *
   * @param name what the reader calls it
   */
  public record Lesion(String name, LesionCurves found) {}

  /**
   * An auto-tuning.
   *
   * @param name what the reader calls it
   * @param events in order
   */
  public record Tuning(String name, List<TuningEvent> events) {
    public Tuning {
      events = List.copyOf(events);
    }
  }
}
