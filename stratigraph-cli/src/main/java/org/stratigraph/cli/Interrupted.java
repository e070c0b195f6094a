package org.stratigraph.cli;

/** Ends a run between two pieces of work, because the user asked for it. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Interrupted() {
    super("interrupted", null, false, false);
  }
}
