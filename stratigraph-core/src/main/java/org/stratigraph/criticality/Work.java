package org.stratigraph.criticality;

/** Counts the work of a run and tells the listener. */
final class Work {
  private final ProgressListener listener;
  private double done;
  private double total;

  Work(ProgressListener listener) {
    this.listener = listener;
  }

  ProgressListener listener() {
    return listener;
  }

  /** So much is left to do. */
  void left(double work) {
    total = done + work;
  }

  /** So much was done. */
  void done(double work, String what) {
    done += work;
    listener.progress(done, total, what);
  }
}
