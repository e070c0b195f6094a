package org.stratigraph.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One network or training as experiment trackers see it: a run with parameters, tags and metrics.
 * Shares are fractions in [0, 1]. Immutable.
 *
 * @param name what the tracker calls the run
 * @param parameters what the numbers rest on, by name, in order; any text
 * @param tags further facts, which may differ between two runs that found the same
 * @param metrics single figures, at step 0, and series, whose step is the place of the layer in its
 *     network, from 0, or the epoch; only finite values
 * @param layerMetrics a figure of each layer, named {@code FIGURE/LAYER}, for trackers that show
 *     single figures side by side; only finite values
 * @param layers the names of the layers by their places; none for a training
 */
public record TrackedRun(
    String name,
    Map<String, String> parameters,
    Map<String, String> tags,
    List<Metric> metrics,
    List<Metric> layerMetrics,
    List<String> layers) {
  public TrackedRun {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    metrics = finite(metrics);
    layerMetrics = finite(layerMetrics);
    layers = List.copyOf(layers);
  }

  /**
   * One number.
   *
   * @param key its name, legal by {@link TrackingKeys}
   * @param value a number; one that is not finite is dropped by the run
   * @param step the layer's place or the epoch; 0 for a single figure
   */
  public record Metric(String key, double value, int step) {}

  private static List<Metric> finite(List<Metric> metrics) {
    return metrics.stream().filter(metric -> Double.isFinite(metric.value())).toList();
  }

  /** The same with further parameters and tags behind its own; its own stay as they are. */
  public TrackedRun with(Map<String, String> moreParameters, Map<String, String> moreTags) {
    Map<String, String> allParameters = new LinkedHashMap<>(parameters);
    moreParameters.forEach(allParameters::putIfAbsent);
    Map<String, String> allTags = new LinkedHashMap<>(tags);
    moreTags.forEach(allTags::putIfAbsent);
    return new TrackedRun(name, allParameters, allTags, metrics, layerMetrics, layers);
  }
}
