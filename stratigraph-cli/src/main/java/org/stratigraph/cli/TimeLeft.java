package org.stratigraph.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long work will still take, from work that was really done: work taken over from an earlier
 * run, and the time before the first piece, do not count. The clock is monotonic. Not thread-safe.
 */
final class TimeLeft {
  /** Below this the speed is not known well enough to promise anything. */
  private static final Duration SETTLING = Duration.ofMillis(1500);

  private final LongSupplier nanos;
  private final double total;
  private final long start;
  private final double doneBefore;

  /**
   * Starts the clock.
   *
   * @param total all work, in any unit of cost
   * @param doneBefore how much of it an earlier run did
   * @param nanos a monotonic clock
   */
  TimeLeft(double total, double doneBefore, LongSupplier nanos) {
    this.total = total;
    this.doneBefore = doneBefore;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Time since the start. */
  Duration elapsed() {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }

  /**
   * The time still needed at the speed so far; empty while that is not known.
   *
   * @param done all work done, that of an earlier run included
   */
  Optional<Duration> left(double done) {
    double own = done - doneBefore;
    Duration elapsed = elapsed();
    if (own <= 0 || elapsed.compareTo(SETTLING) < 0) {
      return Optional.empty();
    }
    double seconds = elapsed.toNanos() / 1e9 * Math.max(0, total - done) / own;
    return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
