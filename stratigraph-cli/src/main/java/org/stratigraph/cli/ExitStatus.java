package org.stratigraph.cli;

/** What the process tells its caller. */
final class ExitStatus {
  /** Done. */
  static final int DONE = 0;

  /** The work failed. */
  static final int FAILED = 1;

  /** Wrong usage, input that cannot be used, or a place that cannot be read or written. */
  static final int UNUSABLE = 2;

  /** Interrupted with Ctrl-C; what was measured is kept. */
  static final int INTERRUPTED = 130;

  /** Asked to end by SIGTERM; what was measured is kept. */
  static final int TERMINATED = 143;

  /** The terminal was closed (SIGHUP); what was measured is kept. */
  static final int HUNG_UP = 129;

  private ExitStatus() {}
}
