package org.stratigraph.cli;

import org.stratigraph.criticality.Workforce;

/** Other processes, perhaps on other machines, that measure for this one. */
public interface Cluster extends AutoCloseable {
  /** What it is and where, for people and for the provenance. */
  String description();

  /** How many portions it works on at a time, as far as known; at least 1. */
  int slots();

  /** The threads with which each portion is measured. */
  int threads();

  /** The memory in bytes that a portion may take where the user does not say; at least 1. */
  long memory();

  /**
   * Those who measure the portions of one run.
   *
   * @param assignment the run
   */
  Workforce workforce(Assignment assignment);

  @Override
  void close();

  /** Starts or finds a cluster. */
  @FunctionalInterface
  interface Connection {
    /**
     * Connects.
     *
     * @param master as {@code --spark} has it; empty if whoever started the program has said it
     * @throws org.stratigraph.UnusableInputException if there is none to be reached
     */
    Cluster to(String master);
  }
}
