package org.stratigraph.weightchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.parallel.ParallelRange;
import org.stratigraph.tensor.Shape;

/**
 * The relative weight change of a training, from its checkpoints (Agrawal, Lee and others 2020,
 * arXiv 2011.06735): how much each layer's weights move from each checkpoint to the next.
 *
 * <p>One tensor is followed through all checkpoints before the next one, so at any moment each
 * thread holds three of its versions: the first, the one before and the one after. Each tensor of
 * each checkpoint is read once.
 */
public final class WeightChange {
  private WeightChange() {}

  /**
   * Compares each snapshot with the one before it.
   *
   * @param snapshots in the order of training, all of one network
   * @throws UnusableInputException if there are fewer than two, their weights differ in names or
   *     shapes, nothing is left to compare, or a weight is NaN or infinite; the message names
   *     snapshot and tensor
   */
  public static WeightChangeResult of(List<Snapshot> snapshots, WeightChangeOptions options) {
    if (snapshots.size() < 2) {
      throw new UnusableInputException(
          "A weight change is between checkpoints; give at least two of one training.");
    }
    List<String> layers = List.copyOf(weights(snapshots, options).keySet());
    List<List<LayerChange>> curves =
        ParallelRange.once(
            "weight-change",
            options.threads(),
            layers.size(),
            i -> follow(layers.get(i), snapshots, options.spectral()));
    List<LayerChange> changes = new ArrayList<>();
    for (int step = 1; step < snapshots.size(); step++) {
      for (List<LayerChange> curve : curves) {
        changes.add(curve.get(step - 1));
      }
    }
    return new WeightChangeResult(snapshots.stream().map(Snapshot::name).toList(), changes);
  }

  private static Map<String, Shape> weights(List<Snapshot> snapshots, WeightChangeOptions options) {
    Snapshot first = snapshots.get(0);
    Map<String, Shape> weights = first.weights(options.layers());
    for (Snapshot other : snapshots.subList(1, snapshots.size())) {
      other.requireSame(weights, first.name(), options.layers());
    }
    if (weights.isEmpty()) {
      throw first.unusable("no tensor with more than one dimension is among the chosen layers.");
    }
    return weights;
  }

  private static List<LayerChange> follow(
      String layer, List<Snapshot> snapshots, boolean spectral) {
    List<LayerChange> curve = new ArrayList<>();
    Comparison.Version first = version(layer, snapshots.get(0));
    Comparison.Version before = first;
    for (int step = 1; step < snapshots.size(); step++) {
      Comparison.Version after = version(layer, snapshots.get(step));
      curve.add(Comparison.of(layer, step, first, before, after, spectral));
      before = after;
    }
    return curve;
  }

  private static Comparison.Version version(String layer, Snapshot snapshot) {
    return new Comparison.Version(snapshot, snapshot.tensors().read(layer));
  }
}
