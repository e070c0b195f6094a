package org.stratigraph.weightchange;

import java.util.List;

/**
 * The changes of a sequence of checkpoints.
 *
 * @param checkpoints their names, in order
 * @param changes by step, then by layer in the order of the first checkpoint
 */
public record WeightChangeResult(List<String> checkpoints, List<LayerChange> changes) {
  public WeightChangeResult {
    checkpoints = List.copyOf(checkpoints);
    changes = List.copyOf(changes);
  }

  /** The compared tensors, in order. */
  public List<String> layers() {
    return changes.stream().filter(c -> c.step() == 1).map(LayerChange::layer).toList();
  }

  /** The changes of one tensor by step; empty if there is no such tensor. */
  public List<LayerChange> curve(String layer) {
    return changes.stream().filter(c -> c.layer().equals(layer)).toList();
  }
}
