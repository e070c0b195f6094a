package org.stratigraph.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.conflict.ConflictOptions;

/** What the figures of {@code conflicts} rest on. */
final class ConflictsSettings {
  private ConflictsSettings() {}

  /** By the names of the JSON, in a fixed order; may be added to. */
  static Map<String, Object> of(ConflictsOptions measuring, ConflictOptions options, int samples) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("learning_rate", options.learningRate());
    settings.put("batch_size", options.batchSize());
    settings.put("samples", samples);
    settings.put("weight_amplitude", measuring.weightAmplitude);
    settings.put("equal_share", options.equalShare());
    settings.put("precision", options.precision().label());
    return settings;
  }
}
