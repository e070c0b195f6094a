package org.stratigraph.criticality;

/** Told of the progress of a run, on the run's thread. */
public interface ProgressListener {
  /**
   * Some work is done.
   *
   * @param done work done so far, in evaluations of the whole network on one image; work found in
   *     the log is not counted
   * @param total work to do in all, as far as known; may grow while trials are added
   * @param what what was just measured, for people
   */
  void progress(double done, double total, String what);

  /** The untouched network was evaluated on the first chunk and found fit. */
  void baseline(Untouched untouched);

  /** Tells nobody. */
  static ProgressListener none() {
    return new ProgressListener() {
      @Override
      public void progress(double done, double total, String what) {}

      @Override
      public void baseline(Untouched untouched) {}
    };
  }
}
