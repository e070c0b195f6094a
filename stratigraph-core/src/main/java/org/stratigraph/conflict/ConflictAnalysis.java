package org.stratigraph.conflict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.stratigraph.UnusableInputException;

/**
 * Finds the conflicting layers of a network: those that make samples of different classes so alike
 * that training cannot tell them apart. See {@link org.stratigraph.conflict} for the source.
 *
 * <p>Costs samples x units of time for each layer, also in memory at most, where every unit has to
 * be equal; see {@link ConflictOptions#equalShare}.
 */
public final class ConflictAnalysis {
  private ConflictAnalysis() {}

  /**
   * Measures every layer.
   *
   * @param labels the class index of each sample
   * @param amplitudes the weight amplitude W of each layer, in the order of the layers
   * @return by layer, in their order
   * @throws UnusableInputException if labels and samples differ in number, a label is negative, or
   *     an amplitude is negative or not finite
   */
  public static List<LayerConflicts> measure(
      Activations activations, int[] labels, List<Double> amplitudes, ConflictOptions options) {
    Set<Integer> all = new LinkedHashSet<>();
    IntStream.range(0, activations.layers().size()).forEach(all::add);
    return measure(activations, labels, amplitudes, options, all);
  }

  /**
   * Measures some layers.
   *
   * @param amplitudes of all layers
   * @param wanted the layers to measure, as indices
   * @return the wanted layers, in the order of the network
   * @throws UnusableInputException as {@link #measure(Activations, int[], List, ConflictOptions)}
   */
  public static List<LayerConflicts> measure(
      Activations activations,
      int[] labels,
      List<Double> amplitudes,
      ConflictOptions options,
      Set<Integer> wanted) {
    check(activations, labels, amplitudes);
    List<Rounding> roundings = new ArrayList<>();
    for (double amplitude : amplitudes) {
      roundings.add(
          Rounding.of(options.precision(), amplitude, options.learningRate(), options.batchSize()));
    }
    Map<Integer, Bundling.Found> bundles =
        Bundling.of(activations, wanted, roundings, options, Hash::of);
    List<LayerConflicts> layers = new ArrayList<>();
    bundles.forEach(
        (layer, found) ->
            layers.add(LayerConflicts.of(activations.layers().get(layer), found, labels)));
    // Where all units are equal, the neighbours of a bundle's first sample are the bundle.
    return options.counting() == BundleCounting.DISJOINT || options.equalShare() == 1
        ? layers
        : overlapping(activations, labels, bundles, roundings, options, layers);
  }

  private static List<LayerConflicts> overlapping(
      Activations activations,
      int[] labels,
      Map<Integer, Bundling.Found> bundles,
      List<Rounding> roundings,
      ConflictOptions options,
      List<LayerConflicts> disjoint) {
    Map<Integer, int[]> ofSamples = new TreeMap<>();
    bundles.forEach((layer, found) -> ofSamples.put(layer, found.ofSamples()));
    List<LayerConflicts> layers = new ArrayList<>();
    Neighbours.of(activations, ofSamples, roundings, options)
        .values()
        .forEach(counted -> layers.add(disjoint.get(layers.size()).counting(counted, labels)));
    return layers;
  }

  private static void check(Activations activations, int[] labels, List<Double> amplitudes) {
    if (labels.length != activations.samples()) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "There are activations of %d samples, but %d labels; each sample needs its label.",
              activations.samples(),
              labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw new UnusableInputException(
            String.format(
                Locale.ROOT,
                "The label of sample %d is %d; labels are class indices from 0.",
                i,
                labels[i]));
      }
    }
    if (amplitudes.size() != activations.layers().size()) {
      throw new IllegalArgumentException(
          amplitudes.size() + " amplitudes for " + activations.layers().size() + " layers");
    }
    for (double amplitude : amplitudes) {
      if (!(amplitude >= 0) || Double.isInfinite(amplitude)) {
        throw new UnusableInputException(
            "The weight amplitude must be a finite number from 0, not %s.".formatted(amplitude));
      }
    }
  }
}
