package org.stratigraph.autotune;

/** Told how a tuning goes on. May throw to end it between two steps. */
public interface TuningListener {
  /** Something happened, and is in the log. */
  void happened(TuningEvent event);

  /** A step of an epoch is done; see {@link org.stratigraph.training.StepListener}. */
  void step(int attempt, int epoch, int steps, int of, double loss);

  /** Listens to nothing. */
  static TuningListener none() {
    return new TuningListener() {
      @Override
      public void happened(TuningEvent event) {}

      @Override
      public void step(int attempt, int epoch, int steps, int of, double loss) {}
    };
  }
}
