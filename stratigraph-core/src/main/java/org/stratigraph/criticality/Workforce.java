package org.stratigraph.criticality;

import java.util.List;

/**
 * Measures portions elsewhere: on other machines, in any order, perhaps some of them twice. The
 * caller decides what is measured, round by round, and keeps what comes back.
 */
public interface Workforce {
  /** How many portions are worked on at a time, at least 1. May change between rounds. */
  int slots();

  /**
   * Has portions measured; returns when all are.
   *
   * @param results is called on the calling thread; whatever it throws ends the work and is thrown
   *     on
   * @throws org.stratigraph.UnusableInputException if a portion cannot be measured; what was
   *     measured has been handed over
   */
  void measure(List<Portion> portions, Results results);

  /** Takes results. */
  interface Results {
    /** A portion is measured. */
    void take(PortionResult result);

    /** Nothing has come for about half a second; the chance to end the work. */
    void waiting();
  }
}
