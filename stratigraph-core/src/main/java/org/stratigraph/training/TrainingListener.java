package org.stratigraph.training;

/** Told how a training goes on. May throw to end it. */
public interface TrainingListener {
  /**
   * A step is done.
   *
   * @param epoch that it belongs to, over all parts of the training, from 1
   * @param step of the epoch, from 1
   * @param steps of the epoch
   * @param loss the mean loss of the epoch's images so far
   */
  void step(int epoch, int step, int steps, double loss);

  /** An epoch is done and stored. */
  void epoch(EpochRecord record);

  /** Listens to nothing. */
  static TrainingListener none() {
    return new TrainingListener() {
      @Override
      public void step(int epoch, int step, int steps, double loss) {}

      @Override
      public void epoch(EpochRecord record) {}
    };
  }
}
