package org.stratigraph.training;

import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/** A network in training. Not thread-safe. */
public interface Training extends AutoCloseable {
  /**
   * Trains on every batch of one epoch, in order.
   *
   * @param epoch the number of the epoch that is trained, from 1; it sets the learning rate
   * @param progress told after each step
   * @throws DivergedException if a loss or a weight is NaN or infinite; the weights are then of no
   *     use
   */
  EpochMetrics epoch(int epoch, TrainingBatches batches, StepListener progress);

  /**
   * The network with its present weights, in evaluation form: batch norm with its running
   * statistics, averaged weights where the plan averages them. A copy.
   */
  Graph network();

  /**
   * All that {@link Trainer#resume} needs: weights, running statistics, the optimiser's state,
   * averages, counters. Names are the engine's own.
   */
  Map<String, Tensor> state();

  @Override
  void close();
}
