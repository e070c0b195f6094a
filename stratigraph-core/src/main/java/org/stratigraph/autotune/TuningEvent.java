package org.stratigraph.autotune;

import java.util.List;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.training.EpochMetrics;

/** Something that happened, in the order in which it did. */
public sealed interface TuningEvent {
  /** The network that it happened to: 1 for the first. */
  int attempt();

  /**
   * A network was made.
   *
   * @param blocks by type
   */
  record Started(int attempt, List<Integer> blocks) implements TuningEvent {
    public Started {
      blocks = List.copyOf(blocks);
    }
  }

  /** An epoch was trained, and the state after it is kept. */
  record Trained(int attempt, EpochMetrics metrics) implements TuningEvent {}

  /** The last block was measured after an epoch. */
  record Checked(int attempt, int epoch, LayerConflicts last) implements TuningEvent {}

  /** A network was tested, for the result. */
  record Tested(int attempt, int epoch, NetworkFigures figures) implements TuningEvent {}

  /**
   * Blocks were removed; the next attempt starts without them.
   *
   * @param layers the conflicts of every block
   * @param before the numbers of blocks
   * @param after the numbers of blocks that stay
   */
  record Pruned(
      int attempt,
      int epoch,
      List<LayerConflicts> layers,
      List<Integer> before,
      List<Integer> after)
      implements TuningEvent {
    public Pruned {
      layers = List.copyOf(layers);
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** A network went through all epochs. */
  record Finished(int attempt, List<Integer> blocks) implements TuningEvent {
    public Finished {
      blocks = List.copyOf(blocks);
    }
  }
}
