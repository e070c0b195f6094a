package org.stratigraph.autotune;

import java.util.List;
import java.util.Map;
import org.stratigraph.tensor.Tensor;

/**
 * The history of a tuning: what {@link #record} and {@link #keep} have returned from survives a
 * kill.
 */
public interface TuningLog {
  /** Everything so far, in order. */
  List<TuningEvent> events();

  /** Adds to the history. */
  void record(TuningEvent event);

  /**
   * Keeps the state of a training after an epoch. All but this and the one of the epoch before may
   * go.
   */
  void keep(int attempt, int epoch, Map<String, Tensor> state);

  /**
   * A state that was kept.
   *
   * @throws org.stratigraph.UnusableInputException if it is not there or damaged
   */
  Map<String, Tensor> state(int attempt, int epoch);
}
