package org.stratigraph.criticality;

import java.util.List;
import java.util.Optional;

/**
 * Where the sweep leaves its results as they are made. What {@code record} has returned from is on
 * disk, and a later run of the same identity finds it. Not thread-safe.
 */
public interface MeasurementLog {
  /** The untouched network's result on a chunk, if it was recorded. */
  Optional<Untouched> untouched(int chunk);

  /** One cell, if it was recorded. */
  Optional<Measurement> measurement(String layer, int trial, int chunk);

  /** Whether a cell was recorded. */
  default boolean has(String layer, int trial, int chunk) {
    return measurement(layer, trial, chunk).isPresent();
  }

  /** Every recorded cell of a layer, by trial and then by chunk. */
  List<Measurement> measurements(String layer);

  /**
   * Keeps a result.
   *
   * @throws java.io.UncheckedIOException if it cannot be stored, such as on a full disk; what was
   *     stored before stays
   */
  void record(Untouched untouched);

  /**
   * Keeps a result.
   *
   * @throws java.io.UncheckedIOException if it cannot be stored, such as on a full disk; what was
   *     stored before stays
   */
  void record(Measurement measurement);
}
