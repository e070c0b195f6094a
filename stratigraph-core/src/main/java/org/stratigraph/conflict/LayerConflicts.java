package org.stratigraph.conflict;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The bundles of one layer.
 *
 * @param layer its name
 * @param samples the number N of samples
 * @param bundles into how many bundles they fall, 1 to N
 * @param largest the number of samples in the largest bundle
 * @param mixed the number of bundles with samples of at least two classes
 * @param undefined the number of samples with a unit that is not a number; such a sample is a
 *     bundle of its own, so a network that computes nothing has no conflicts
 * @param entropy the bundle entropy, from 0 to ln(number of classes), in nats; it can be larger
 *     where samples count in several bundles ({@link BundleCounting#OVERLAPPING}), and {@code
 *     largest} and {@code mixed} are then of the samples that count
 */
public record LayerConflicts(
    String layer, int samples, int bundles, int largest, int mixed, int undefined, double entropy) {
  /** Added to each probability by the published code. */
  private static final double EPSILON = 1e-5;

  /** Whether the layer is conflicting, that is its bundle entropy is above 0. */
  public boolean conflicting() {
    return entropy > 0;
  }

  /**
   * Counts bundles and computes their entropy, {@code 1/N sum_b |b| max(0, - sum_c p_b(c) ln(p_b(c)
   * + 1e-5))}, where {@code p_b(c)} is the share of class c in bundle b. Source: the published
   * code, where the small number makes the entropy of a bundle of one class negative, and the
   * maximum makes it 0.
   *
   * @param found the bundle of each sample
   * @param labels of each sample, a class index from 0
   */
  static LayerConflicts of(String layer, Bundling.Found found, int[] labels) {
    int[] bundles = found.ofSamples();
    long[] cells = new long[bundles.length];
    Arrays.setAll(cells, i -> (long) bundles[i] << 32 | labels[i]);
    Arrays.sort(cells);
    int count = 0;
    int largest = 0;
    int mixed = 0;
    double sum = 0;
    for (int start = 0, end; start < cells.length; start = end) {
      end = start;
      while (end < cells.length && cells[end] >>> 32 == cells[start] >>> 32) {
        end++;
      }
      count++;
      largest = Math.max(largest, end - start);
      if (cells[end - 1] != cells[start]) {
        mixed++;
        sum += (end - start) * Math.max(0, entropy(cells, start, end));
      }
    }
    return new LayerConflicts(
        layer, cells.length, count, largest, mixed, found.nan(), sum / cells.length);
  }

  /**
   * The same bundles with other samples in their entropy.
   *
   * @param counted the samples that count, by bundle
   */
  LayerConflicts counting(List<BitSet> counted, int[] labels) {
    int most = 0;
    int impure = 0;
    double sum = 0;
    for (BitSet bundle : counted) {
      long[] classes = bundle.stream().mapToLong(sample -> labels[sample]).sorted().toArray();
      most = Math.max(most, classes.length);
      if (classes.length > 0 && classes[0] != classes[classes.length - 1]) {
        impure++;
        sum += classes.length * Math.max(0, entropy(classes, 0, classes.length));
      }
    }
    return new LayerConflicts(layer, samples, bundles, most, impure, undefined, sum / samples);
  }

  /** Of the classes of one bundle, whose cells are sorted. */
  private static double entropy(long[] cells, int start, int end) {
    double entropy = 0;
    for (int from = start, to; from < end; from = to) {
      to = from;
      while (to < end && cells[to] == cells[from]) {
        to++;
      }
      double share = (double) (to - from) / (end - start);
      entropy -= share * Math.log(share + EPSILON);
    }
    return entropy;
  }
}
