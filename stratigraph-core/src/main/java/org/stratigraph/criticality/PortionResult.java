package org.stratigraph.criticality;

import java.util.List;

/**
 * What was measured of a portion.
 *
 * @param portion that was asked for
 * @param untouched the untouched network on each of its blocks, in order
 * @param measurements of its cells, but those that failed
 * @param failures cells whose network gave no finite output
 */
public record PortionResult(
    Portion portion,
    List<Untouched> untouched,
    List<Measurement> measurements,
    List<Failure> failures) {
  public PortionResult {
    untouched = List.copyOf(untouched);
    measurements = List.copyOf(measurements);
    failures = List.copyOf(failures);
  }

  /** A cell that cannot be measured, and why. */
  public record Failure(Cell cell, String reason) {}
}
