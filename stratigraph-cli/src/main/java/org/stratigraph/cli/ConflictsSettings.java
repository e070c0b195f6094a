package org.stratigraph.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.data.Images;

/** What the figures of {@code conflicts} rest on. */
final class ConflictsSettings {
  private ConflictsSettings() {}

  /** By the names of the JSON, in a fixed order; may be added to. */
  static Map<String, Object> of(String amplitude, ConflictOptions options, int samples) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("learning_rate", options.learningRate());
    settings.put("batch_size", options.batchSize());
    settings.put("samples", samples);
    settings.put("weight_amplitude", amplitude);
    settings.put("equal_share", options.equalShare());
    settings.put("bundles", options.counting().label());
    settings.put("precision", options.precision().label());
    return settings;
  }

  /**
   * Adds what is known of a network's images.
   *
   * @param at where it is measured
   * @param seed that drew the images
   */
  static void add(Map<String, Object> settings, String at, Images images, long seed) {
    settings.put("at", at);
    settings.put("data", images.source());
    settings.put("data_sha256", images.sha256());
    settings.put("preprocessing", images.preprocessing());
    settings.put("seed", seed);
  }
}
