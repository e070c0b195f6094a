package org.stratigraph.training;

/** Told how an epoch goes on. May throw to end the training. */
@FunctionalInterface
public interface StepListener {
  /**
   * A step is done.
   *
   * @param steps done in this epoch, from 1
   * @param of how many the epoch has
   * @param loss the mean loss of the epoch's images so far
   */
  void step(int steps, int of, double loss);

  /** Listens to nothing. */
  static StepListener none() {
    return (steps, of, loss) -> {};
  }
}
