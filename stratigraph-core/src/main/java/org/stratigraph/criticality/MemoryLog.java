package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log that keeps results in memory only, for callers that store them elsewhere. */
public final class MemoryLog implements MeasurementLog {
  private final Map<Integer, Untouched> untouched = new HashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();

  @Override
  public Optional<Untouched> untouched(int chunk) {
    return Optional.ofNullable(untouched.get(chunk));
  }

  @Override
  public Optional<Measurement> measurement(String layer, int trial, int chunk) {
    return measurements.stream()
        .filter(m -> m.layer().equals(layer) && m.trial() == trial && m.chunk() == chunk)
        .findFirst();
  }

  @Override
  public List<Measurement> measurements(String layer) {
    return measurements.stream()
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
    measurements.add(measurement);
  }
}
