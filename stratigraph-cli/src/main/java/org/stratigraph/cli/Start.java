package org.stratigraph.cli;

import java.time.Duration;
import java.time.Instant;

/**
 * When work began.
 *
 * @param at by the clock
 * @param nanos on {@link System#nanoTime}, which nobody sets meanwhile
 */
record Start(Instant at, long nanos) {
  static Start now() {
    return new Start(Instant.now(), System.nanoTime());
  }

  /** How long ago. */
  Duration took() {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
