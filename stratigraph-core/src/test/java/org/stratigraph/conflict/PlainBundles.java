package org.stratigraph.conflict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The definition, written down as it reads, for float32: each sample is compared to the first
 * sample of every bundle, floating-point number by floating-point number.
 */
record PlainBundles(int bundles, double entropy) {
  static PlainBundles of(
      float[][] activations,
      int[] labels,
      float amplitude,
      float learningRate,
      int batchSize,
      double equalShare) {
    return of(activations, labels, amplitude, learningRate, batchSize, equalShare, false);
  }

  /**
   * The same.
   *
   * @param overlapping count every sample that is like the first one of a bundle, as {@code
   *     _calculate_single_bundle} of the published code does with its {@code same_bundle}
   */
  static PlainBundles of(
      float[][] activations,
      int[] labels,
      float amplitude,
      float learningRate,
      int batchSize,
      double equalShare,
      boolean overlapping) {
    List<float[]> all = new ArrayList<>();
    List<float[]> firsts = new ArrayList<>();
    List<Map<Integer, Integer>> classes = new ArrayList<>();
    for (int i = 0; i < activations.length; i++) {
      float[] rounded = new float[activations[i].length];
      for (int c = 0; c < rounded.length; c++) {
        float step = activations[i][c] * learningRate;
        step = step * (float) (1.0 / batchSize);
        rounded[c] = amplitude - step;
      }
      all.add(rounded);
      int bundle = 0;
      while (bundle < firsts.size() && !alike(firsts.get(bundle), rounded, equalShare)) {
        bundle++;
      }
      if (bundle == firsts.size()) {
        firsts.add(rounded);
        classes.add(new HashMap<>());
      }
      classes.get(bundle).merge(labels[i], 1, Integer::sum);
    }
    for (int bundle = 0; overlapping && bundle < firsts.size(); bundle++) {
      classes.get(bundle).clear();
      for (int i = 0; i < all.size(); i++) {
        if (alike(firsts.get(bundle), all.get(i), equalShare)) {
          classes.get(bundle).merge(labels[i], 1, Integer::sum);
        }
      }
    }
    double entropy = 0;
    for (Map<Integer, Integer> counts : classes) {
      int size = counts.values().stream().mapToInt(n -> n).sum();
      double own = 0;
      for (int count : counts.values()) {
        double p = (double) count / size;
        own -= p * Math.log(p + 1e-5);
      }
      entropy += size * Math.max(0, own) / activations.length;
    }
    return new PlainBundles(firsts.size(), entropy);
  }

  private static boolean alike(float[] a, float[] b, double equalShare) {
    int equal = 0;
    for (int c = 0; c < a.length; c++) {
      if (a[c] == b[c]) {
        equal++;
      }
    }
    return equal >= (float) equalShare * (float) a.length;
  }
}
