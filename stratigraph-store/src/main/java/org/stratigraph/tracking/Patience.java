package org.stratigraph.tracking;

import java.time.Duration;

/**
 * How patient a client is.
 *
 * @param connect time to reach the server
 * @param answer time for a whole answer
 * @param attempts how often a passing failure is tried, in all
 * @param pause before the second attempt; doubled before each further one
 */
public record Patience(Duration connect, Duration answer, int attempts, Duration pause) {
  /** For a server that may be busy: at most about a minute and a half for each request. */
  public static Patience usual() {
    return new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), 3, Duration.ofSeconds(1));
  }
}
