package org.stratigraph.conflict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.stratigraph.tensor.Tensor;

/**
 * Divides the samples of each layer into bundles: a sample joins the first bundle whose first
 * sample it equals, or begins one.
 *
 * <p>Where all units have to be equal, a first reading hashes each sample, and only samples of the
 * same hash are then compared: samples x units in all, and the result does not rest on the hash.
 * Where a share is enough, equality is not transitive, so each sample is compared to the first
 * samples of all bundles: samples x bundles x units.
 *
 * <p>The first samples of bundles that are compared to are kept in memory up to a limit; samples
 * that have to be compared to more wait for another reading.
 */
final class Bundling {
  private static final int WAITING = -1;

  private final Activations activations;
  private final List<Rounding> roundings;
  private final ConflictOptions options;
  private final ToLongFunction<int[]> hash;

  /** By layer. */
  private final Map<Integer, Progress> progress = new TreeMap<>();

  private long kept;

  /** How far a layer is. */
  private static final class Progress {
    /** The bundle of each sample, or {@link #WAITING}. */
    final int[] bundles;

    /** For each sample a number that samples of the same bundle have in common. */
    final long[] groups;

    /** What is compared to in the present reading, by group. */
    final Map<Long, List<First>> firsts = new HashMap<>();

    /** Samples with a unit that is not a number. */
    final BitSet nan = new BitSet();

    int begun;

    Progress(int samples) {
      bundles = new int[samples];
      groups = new long[samples];
      Arrays.fill(bundles, WAITING);
    }
  }

  /**
   * What was found for a layer.
   *
   * @param ofSamples the bundle of each sample: numbers from 0 in the order of their first samples
   * @param nan the number of samples with a unit that is not a number
   */
  record Found(int[] ofSamples, int nan) {}

  /** The first sample of a bundle. */
  private record First(int bundle, int[] codes) {}

  private Bundling(
      Activations activations,
      List<Rounding> roundings,
      ConflictOptions options,
      ToLongFunction<int[]> hash) {
    this.activations = activations;
    this.roundings = roundings;
    this.options = options;
    this.hash = hash;
  }

  /**
   * The bundle of each sample, by layer.
   *
   * @param wanted the layers, as indices
   * @param roundings by layer
   */
  static Map<Integer, Found> of(
      Activations activations,
      Set<Integer> wanted,
      List<Rounding> roundings,
      ConflictOptions options,
      ToLongFunction<int[]> hash) {
    Bundling bundling = new Bundling(activations, roundings, options, hash);
    wanted.forEach(layer -> bundling.progress.put(layer, new Progress(activations.samples())));
    return bundling.run();
  }

  private Map<Integer, Found> run() {
    if (options.equalShare() == 1) {
      activations.read(progress.keySet(), this::hash);
      progress.values().forEach(Bundling::settleSingles);
    }
    Set<Integer> waiting = waiting();
    while (!waiting.isEmpty()) {
      kept = 0;
      activations.read(waiting, this::place);
      progress.values().forEach(state -> state.firsts.clear());
      waiting = waiting();
    }
    Map<Integer, Found> found = new TreeMap<>();
    progress.forEach(
        (layer, state) ->
            found.put(layer, new Found(renumbered(state.bundles), state.nan.cardinality())));
    return found;
  }

  private void hash(int layer, int sample, Tensor values) {
    Progress state = state(layer);
    int[] codes = roundings.get(layer).codes(values);
    state.groups[sample] = hash.applyAsLong(codes);
    if (hasNan(codes, roundings.get(layer))) {
      state.nan.set(sample);
      state.bundles[sample] = state.begun++;
    }
  }

  private Progress state(int layer) {
    Progress state = progress.get(layer);
    if (state == null) {
      throw new IllegalStateException("layer " + layer + " was not asked for");
    }
    return state;
  }

  private Set<Integer> waiting() {
    Set<Integer> layers = new TreeSet<>();
    progress.forEach(
        (layer, state) -> {
          if (Arrays.stream(state.bundles).anyMatch(bundle -> bundle == WAITING)) {
            layers.add(layer);
          }
        });
    return layers;
  }

  /** A sample whose hash no other has is equal to no other. */
  private static void settleSingles(Progress state) {
    Map<Long, Integer> sizes = new HashMap<>();
    for (int sample = 0; sample < state.bundles.length; sample++) {
      if (state.bundles[sample] == WAITING) {
        sizes.merge(state.groups[sample], 1, Integer::sum);
      }
    }
    for (int sample = 0; sample < state.bundles.length; sample++) {
      if (state.bundles[sample] == WAITING && sizes.getOrDefault(state.groups[sample], 0) == 1) {
        state.bundles[sample] = state.begun++;
      }
    }
  }

  private void place(int layer, int sample, Tensor values) {
    Progress state = state(layer);
    if (state.bundles[sample] != WAITING) {
      return;
    }
    Rounding rounding = roundings.get(layer);
    int[] codes = rounding.codes(values);
    if (hasNan(codes, rounding)) {
      state.nan.set(sample);
    }
    List<First> firsts =
        state.firsts.computeIfAbsent(state.groups[sample], group -> new ArrayList<>());
    for (First first : firsts) {
      if (equal(first.codes(), codes, rounding, options.equalShare())) {
        state.bundles[sample] = first.bundle();
        return;
      }
    }
    long size = 4L * codes.length;
    if (kept == 0 || kept + size <= options.memory()) {
      kept += size;
      state.bundles[sample] = state.begun++;
      firsts.add(new First(state.bundles[sample], unequalToItself(codes, rounding)));
    }
  }

  /** Whether two samples are equal in a share of their units. */
  static boolean equal(int[] first, int[] codes, Rounding rounding, double share) {
    if (share == 1) {
      return Arrays.equals(first, codes);
    }
    int units = codes.length / rounding.width();
    // In float32, as the published code of such versions compares.
    int needed = (int) Math.ceil((float) share * (float) units);
    return equalUnits(first, codes, rounding.width()) >= needed;
  }

  private static int equalUnits(int[] first, int[] codes, int width) {
    int equal = 0;
    if (width == 1) {
      for (int i = 0; i < codes.length; i++) {
        equal += first[i] == codes[i] ? 1 : 0;
      }
      return equal;
    }
    for (int i = 0; i < codes.length; i += 2) {
      equal += first[i] == codes[i] && first[i + 1] == codes[i + 1] ? 1 : 0;
    }
    return equal;
  }

  private static boolean hasNan(int[] codes, Rounding rounding) {
    for (int i = 0; i < codes.length; i += rounding.width()) {
      if (codes[i] == rounding.nan()) {
        return true;
      }
    }
    return false;
  }

  /** The codes with those of NaN changed to some that no sample has. */
  static int[] unequalToItself(int[] codes, Rounding rounding) {
    for (int i = 0; i < codes.length; i += rounding.width()) {
      if (codes[i] == rounding.nan()) {
        codes[i]++;
      }
    }
    return codes;
  }

  private static int[] renumbered(int[] bundles) {
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] renumbered = new int[bundles.length];
    for (int sample = 0; sample < bundles.length; sample++) {
      renumbered[sample] = numbers.computeIfAbsent(bundles[sample], bundle -> numbers.size());
    }
    return renumbered;
  }
}
