package org.stratigraph.conflict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.stratigraph.tensor.Tensor;

/**
 * All samples that equal the first sample of a bundle, whichever bundle they are in. Reads the
 * activations twice: the first samples, as many as the memory holds, then what equals them; and
 * again until none is left.
 */
final class Neighbours {
  private final Activations activations;
  private final List<Rounding> roundings;
  private final ConflictOptions options;
  private final Map<Integer, Layer> layers = new TreeMap<>();
  private long kept;

  /** How far a layer is. */
  private static final class Layer {
    /** The bundle that a sample is the first of. */
    final Map<Integer, Integer> begins = new HashMap<>();

    final List<BitSet> found = new ArrayList<>();

    /** The first samples that are compared to in the present reading, by bundle. */
    final Map<Integer, int[]> firsts = new TreeMap<>();

    /** Bundles from 0 whose neighbours are known. */
    int done;

    boolean full;

    Layer(int[] bundles) {
      for (int sample = 0; sample < bundles.length; sample++) {
        // Bundles are numbered in the order of their first samples.
        if (bundles[sample] == found.size()) {
          begins.put(sample, found.size());
          found.add(new BitSet());
        }
      }
    }
  }

  private Neighbours(Activations activations, List<Rounding> roundings, ConflictOptions options) {
    this.activations = activations;
    this.roundings = roundings;
    this.options = options;
  }

  /**
   * The neighbours of each bundle's first sample, itself among them unless too many of its units
   * are not numbers; by layer, in the order of the bundles.
   *
   * @param bundles of each sample, by layer, numbered from 0 in the order of their first samples
   */
  static Map<Integer, List<BitSet>> of(
      Activations activations,
      Map<Integer, int[]> bundles,
      List<Rounding> roundings,
      ConflictOptions options) {
    Neighbours neighbours = new Neighbours(activations, roundings, options);
    bundles.forEach((layer, of) -> neighbours.layers.put(layer, new Layer(of)));
    return neighbours.run();
  }

  private Map<Integer, List<BitSet>> run() {
    for (Set<Integer> left = left(); !left.isEmpty(); left = left()) {
      kept = 0;
      activations.read(left, this::keep);
      activations.read(left, this::compare);
      for (Layer layer : layers.values()) {
        layer.done += layer.firsts.size();
        layer.firsts.clear();
        layer.full = false;
      }
    }
    Map<Integer, List<BitSet>> found = new TreeMap<>();
    layers.forEach((index, layer) -> found.put(index, layer.found));
    return found;
  }

  private Set<Integer> left() {
    Set<Integer> left = new LinkedHashSet<>();
    layers.forEach(
        (index, layer) -> {
          if (layer.done < layer.found.size()) {
            left.add(index);
          }
        });
    return left;
  }

  private Layer layer(int index) {
    Layer layer = layers.get(index);
    if (layer == null) {
      throw new IllegalStateException("layer " + index + " was not asked for");
    }
    return layer;
  }

  private void keep(int index, int sample, Tensor values) {
    Layer layer = layer(index);
    int bundle = layer.begins.getOrDefault(sample, -1);
    if (bundle < layer.done || layer.full) {
      return;
    }
    Rounding rounding = roundings.get(index);
    int[] codes = rounding.codes(values);
    long size = 4L * codes.length;
    if (kept > 0 && kept + size > options.memory()) {
      layer.full = true;
      return;
    }
    kept += size;
    layer.firsts.put(bundle, Bundling.unequalToItself(codes, rounding));
  }

  private void compare(int index, int sample, Tensor values) {
    Layer layer = layer(index);
    if (layer.firsts.isEmpty()) {
      return;
    }
    Rounding rounding = roundings.get(index);
    int[] codes = rounding.codes(values);
    layer.firsts.forEach(
        (bundle, first) -> {
          if (Bundling.equal(first, codes, rounding, options.equalShare())) {
            layer.found.get(bundle).set(sample);
          }
        });
  }
}
