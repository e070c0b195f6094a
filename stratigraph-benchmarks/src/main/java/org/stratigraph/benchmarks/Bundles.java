package org.stratigraph.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.stratigraph.conflict.ArrayActivations;
import org.stratigraph.conflict.ConflictAnalysis;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;

/**
 * Conflicting bundles of one layer: {@code Bundles SAMPLES UNITS PLAIN}. The first PLAIN samples
 * are also divided by the published code's way, which compares every sample that has no bundle yet
 * to all others in all units; 0 leaves that out. Half of the samples repeat another one, half of
 * the units are 0, as behind a ReLU. Prints seconds, the best of three for the fast way.
 */
public final class Bundles {
  private static final int PASSES = 3;
  private static final float AMPLITUDE = 1.3f;
  private static final float RATE = 1e-3f;
  private static final int BATCH = 64;

  private Bundles() {}

  public static void main(String[] arguments) {
    int samples = Integer.parseInt(arguments[0]);
    int units = Integer.parseInt(arguments[1]);
    int plain = Integer.parseInt(arguments[2]);
    ByteBuffer values = values(samples, units);
    System.out.printf(
        Locale.ROOT,
        "%d samples x %d units: %.2f s%n",
        samples,
        units,
        fast(values, samples, units));
    if (plain > 0) {
      double fast = fast(values, plain, units);
      double slow = plain(values, plain, units);
      System.out.printf(
          Locale.ROOT,
          "%d samples x %d units: %.2f s; every pair: %.2f s; ratio %.1f%n",
          plain,
          units,
          fast,
          slow,
          slow / fast);
    }
  }

  private static ByteBuffer values(int samples, int units) {
    ByteBuffer values =
        ByteBuffer.allocateDirect(Math.toIntExact(4L * samples * units))
            .order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(1);
    for (int sample = 0; sample < samples; sample++) {
      int original = sample > 0 && random.nextBoolean() ? random.nextInt(sample) : sample;
      if (original < sample) {
        values.put(4 * sample * units, values, 4 * original * units, 4 * units);
        continue;
      }
      for (int unit = 0; unit < units; unit++) {
        float value = random.nextBoolean() ? 0 : (float) random.nextDouble();
        values.putFloat(4 * (sample * units + unit), value);
      }
    }
    return values;
  }

  private static int[] labels(int samples) {
    int[] labels = new int[samples];
    Arrays.setAll(labels, sample -> sample % 10);
    return labels;
  }

  private static double fast(ByteBuffer values, int samples, int units) {
    ArrayActivations activations =
        ArrayActivations.of(
            "values",
            Shape.of(samples, units),
            ElementType.FLOAT32,
            (first, into) -> into.put(values.slice((int) (4 * first), into.remaining())));
    double best = Double.MAX_VALUE;
    for (int pass = 0; pass < PASSES; pass++) {
      long start = System.nanoTime();
      LayerConflicts found =
          ConflictAnalysis.measure(
                  activations,
                  labels(samples),
                  List.of((double) AMPLITUDE),
                  ConflictOptions.of(RATE, BATCH))
              .get(0);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      System.out.printf(
          Locale.ROOT, "%d bundles, entropy %.5f%n", found.bundles(), found.entropy());
    }
    return best;
  }

  private static double plain(ByteBuffer values, int samples, int units) {
    long start = System.nanoTime();
    float[][] rounded = new float[samples][units];
    float share = (float) (1.0 / BATCH);
    for (int sample = 0; sample < samples; sample++) {
      for (int unit = 0; unit < units; unit++) {
        float value = values.getFloat(4 * (sample * units + unit));
        rounded[sample][unit] = AMPLITUDE - value * RATE * share;
      }
    }
    int[] bundle = new int[samples];
    int bundles = 0;
    for (int first = 0; first < samples; first++) {
      if (bundle[first] != 0) {
        continue;
      }
      bundles++;
      for (int other = 0; other < samples; other++) {
        if (equalUnits(rounded[first], rounded[other]) == units && bundle[other] == 0) {
          bundle[other] = bundles;
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%d bundles%n", bundles);
    return seconds;
  }

  private static int equalUnits(float[] a, float[] b) {
    int equal = 0;
    for (int unit = 0; unit < a.length; unit++) {
      equal += a[unit] == b[unit] ? 1 : 0;
    }
    return equal;
  }
}
