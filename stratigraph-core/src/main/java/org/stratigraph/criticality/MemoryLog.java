package org.stratigraph.criticality;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log that keeps results in memory only, for callers that store them elsewhere. */
public final class MemoryLog implements MeasurementLog {
  private final Map<Integer, Untouched> untouched = new HashMap<>();
  private final Map<Cell, Measurement> measurements = new HashMap<>();

  private record Cell(String layer, int trial, int chunk) {}

  @Override
  public Optional<Untouched> untouched(int chunk) {
    return Optional.ofNullable(untouched.get(chunk));
  }

  @Override
  public Optional<Measurement> measurement(String layer, int trial, int chunk) {
    return Optional.ofNullable(measurements.get(new Cell(layer, trial, chunk)));
  }

  @Override
  public boolean has(String layer, int trial, int chunk) {
    return measurements.containsKey(new Cell(layer, trial, chunk));
  }

  @Override
  public List<Measurement> measurements(String layer) {
    return measurements.values().stream()
        .filter(m -> m.layer().equals(layer))
        .sorted(Comparator.comparingInt(Measurement::trial).thenComparingInt(Measurement::chunk))
        .toList();
  }

  @Override
  public void record(Untouched result) {
    untouched.put(result.chunk(), result);
  }

  @Override
  public void record(Measurement measurement) {
    measurements.put(
        new Cell(measurement.layer(), measurement.trial(), measurement.chunk()), measurement);
  }
}
