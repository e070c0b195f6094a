package org.stratigraph.weightchange;

import java.util.function.Predicate;

/**
 * How weights are compared.
 *
 * @param threads tensors compared at the same time; at least 1; the result does not depend on it
 * @param spectral whether spectral norms are computed, which takes longer than all else
 * @param layers which tensors, by name
 */
public record WeightChangeOptions(int threads, boolean spectral, Predicate<String> layers) {
  public WeightChangeOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
  }

  /** All tensors, on all processors, without spectral norms. */
  public static WeightChangeOptions defaults() {
    return new WeightChangeOptions(
        Runtime.getRuntime().availableProcessors(), false, layer -> true);
  }

  /** The same with another number of threads. */
  public WeightChangeOptions withThreads(int count) {
    return new WeightChangeOptions(count, spectral, layers);
  }

  /** The same with spectral norms. */
  public WeightChangeOptions withSpectral() {
    return new WeightChangeOptions(threads, true, layers);
  }

  /** The same for some tensors only. */
  public WeightChangeOptions withLayers(Predicate<String> chosen) {
    return new WeightChangeOptions(threads, spectral, chosen);
  }
}
