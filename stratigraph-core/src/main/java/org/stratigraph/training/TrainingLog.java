package org.stratigraph.training;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/**
 * Where a training is kept, epoch by epoch, and goes on after an interruption. What a method has
 * returned from is kept whole; what was interrupted counts as never begun.
 */
public interface TrainingLog {
  /** The last epoch that is kept; empty before epoch 0. */
  OptionalInt lastEpoch();

  /** The records of epoch 0 to {@link #lastEpoch()}, in order. */
  List<EpochRecord> records();

  /**
   * The weights after the last epoch.
   *
   * @throws IllegalStateException if there is none
   */
  Map<String, Tensor> weights();

  /**
   * What {@link Trainer#resume} needs after the last epoch.
   *
   * @throws IllegalStateException if that is none or epoch 0
   */
  Map<String, Tensor> state();

  /** Keeps the network before the first step, as epoch 0. */
  void begin(EpochRecord record, Map<String, Tensor> weights);

  /** Keeps the epoch that follows the last. */
  void record(EpochRecord record, Map<String, Tensor> weights, Map<String, Tensor> state);

  /** Keeps the trained network; the training is then complete. */
  void finish(Graph network);
}
