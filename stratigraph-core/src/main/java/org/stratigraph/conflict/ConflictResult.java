package org.stratigraph.conflict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an analysis of conflicting layers found.
 *
 * @param settings what it rests on, in the order in which it is to be shown
 * @param checkpoints one for each state of the network, in the order of training; never empty, all
 *     with the same layers
 * @param notes sentences for the reader
 * @param provenance where it comes from, in the order in which it is to be shown
 */
public record ConflictResult(
    Map<String, Object> settings,
    List<Checkpoint> checkpoints,
    List<String> notes,
    Map<String, String> provenance) {
  public ConflictResult {
    settings = new LinkedHashMap<>(settings);
    checkpoints = List.copyOf(checkpoints);
    notes = List.copyOf(notes);
    provenance = new LinkedHashMap<>(provenance);
  }

  /**
   * One state of the network.
   *
   * @param name the file, with the epoch where there is one
   * @param amplitudes the weight amplitude of each layer
   * @param layers in the order of the network
   */
  public record Checkpoint(String name, List<Double> amplitudes, List<LayerConflicts> layers) {
    public Checkpoint {
      amplitudes = List.copyOf(amplitudes);
      layers = List.copyOf(layers);
    }
  }

  /** The last state. */
  public Checkpoint last() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  /**
   * The normalised integral of each layer's entropy over training, {@code sum over epochs of H_t /
   * epochs}: the entropy that the papers report. The mean over the checkpoints that there are.
   */
  public List<Double> integral() {
    List<Double> means = new ArrayList<>();
    for (int layer = 0; layer < last().layers().size(); layer++) {
      double sum = 0;
      for (Checkpoint checkpoint : checkpoints) {
        sum += checkpoint.layers().get(layer).entropy();
      }
      means.add(sum / checkpoints.size());
    }
    return means;
  }
}
