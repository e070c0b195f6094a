package org.stratigraph.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long work will still take, at the speed of what was done so far. The clock is monotonic. Not
 * thread-safe.
 */
final class TimeLeft {
  /** Below this the speed is not known well enough to promise anything. */
  private static final Duration SETTLING = Duration.ofMillis(1500);

  private final LongSupplier nanos;
  private final long start;

  /**
   * Starts the clock.
   *
   * @param nanos a monotonic clock
   */
  TimeLeft(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Time since the start. */
  Duration elapsed() {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }

  /**
   * The time still needed; empty while the speed is not known.
   *
   * @param done work done since the start, in any unit of cost
   * @param total all of the work, in the same unit
   */
  Optional<Duration> left(double done, double total) {
    Duration elapsed = elapsed();
    if (done <= 0 || elapsed.compareTo(SETTLING) < 0) {
      return Optional.empty();
    }
    double seconds = elapsed.toNanos() / 1e9 * Math.max(0, total - done) / done;
    return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
