package org.stratigraph.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class ConflictAnalysisTest {
  private static final ConflictOptions PAPER = ConflictOptions.of(1e-3, 64);

  private static Tensor tensor(float[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return Tensor.of(Shape.of(rows.length, rows[0].length), all);
  }

  private static LayerConflicts measure(
      float[][] rows, int[] labels, double amplitude, ConflictOptions options) {
    return ConflictAnalysis.measure(
            ArrayActivations.of("rows", tensor(rows)), labels, List.of(amplitude), options)
        .get(0);
  }

  /** Rows that meet often, with what makes equality of floating-point numbers hard. */
  private static float[][] rows(Random random, int samples, int units) {
    float[] values = {
      0f,
      -0f,
      1f,
      1f + 1e-6f,
      -1f,
      64000f,
      64000f * 1.3f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      Float.MIN_VALUE,
      0.0038f,
      1e30f
    };
    int used = 2 + random.nextInt(values.length - 1);
    float[][] rows = new float[samples][units];
    for (float[] row : rows) {
      for (int c = 0; c < units; c++) {
        row[c] = random.nextInt(4) == 0 ? random.nextFloat() * 0.01f : values[random.nextInt(used)];
      }
    }
    for (int i = 1; i < samples; i++) {
      if (random.nextInt(3) == 0) {
        rows[i] = rows[random.nextInt(i)].clone();
        if (random.nextBoolean()) {
          rows[i][random.nextInt(units)] = random.nextFloat();
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1, 268435456", "1, 100", "0.7, 268435456", "0.7, 100", "0.6, 40", "0.01, 1000"})
  void isTheDefinition(double equalShare, long memory) {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int samples = 1 + random.nextInt(60);
      int units = 1 + random.nextInt(12);
      float[][] rows = rows(random, samples, units);
      int[] labels = random.ints(samples, 0, 1 + random.nextInt(5)).toArray();
      float amplitude = random.nextInt(4) == 0 ? 0 : random.nextFloat() * 8;
      int batch = 1 + random.nextInt(100);
      PlainBundles expected = PlainBundles.of(rows, labels, amplitude, 1e-3f, batch, equalShare);
      LayerConflicts found =
          measure(
              rows,
              labels,
              amplitude,
              ConflictOptions.of(1e-3, batch).withEqualShare(equalShare).withMemory(memory));
      assertThat(found.bundles()).as("seed %d", seed).isEqualTo(expected.bundles());
      assertThat(found.entropy()).as("seed %d", seed).isCloseTo(expected.entropy(), within(1e-12));
      PlainBundles overlapping =
          PlainBundles.of(rows, labels, amplitude, 1e-3f, batch, equalShare, true);
      LayerConflicts counted =
          measure(
              rows,
              labels,
              amplitude,
              ConflictOptions.of(1e-3, batch)
                  .withEqualShare(equalShare)
                  .withCounting(BundleCounting.OVERLAPPING)
                  .withMemory(memory));
      assertThat(counted.bundles()).isEqualTo(expected.bundles());
      assertThat(counted.entropy())
          .as("seed %d", seed)
          .isCloseTo(overlapping.entropy(), within(1e-12));
    }
  }

  /**
   * By hand: with half of the units equal, b is like a and c like b but not like a, so that c
   * begins a bundle that b counts in too. Bundle 1 counts a and b, bundle 2 counts c and b.
   */
  @Test
  void anOverlappingBundleCountsWhatAnEarlierOneHas() {
    float[][] rows = {{1, 1}, {1, 2}, {3, 2}};
    int[] labels = {0, 0, 1};
    ConflictOptions half = PAPER.withEqualShare(0.5);
    assertThat(measure(rows, labels, 0, half)).isEqualTo(new LayerConflicts("0", 3, 2, 2, 0, 0, 0));
    LayerConflicts found = measure(rows, labels, 0, half.withCounting(BundleCounting.OVERLAPPING));
    assertThat(found.bundles()).isEqualTo(2);
    assertThat(found.largest()).isEqualTo(2);
    assertThat(found.mixed()).isEqualTo(1);
    // 1/3 of 2 ln 2, up to the 1e-5.
    assertThat(found.entropy()).isCloseTo(2 * Math.log(2) / 3, within(1e-4));
    assertThat(measure(rows, labels, 0, PAPER.withCounting(BundleCounting.OVERLAPPING)).entropy())
        .isZero();
  }

  @Test
  void countingsHaveNames() {
    assertThat(BundleCounting.named("overlapping")).isEqualTo(BundleCounting.OVERLAPPING);
    assertThatThrownBy(() -> BundleCounting.named("some"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("'some' are not known. There are disjoint, overlapping.");
  }

  /** The result must not rest on the hash: here every sample has one of two. */
  @ParameterizedTest
  @ValueSource(longs = {1, 200, 1 << 20})
  void aHashThatOftenMeetsChangesNothing(long memory) {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      float[][] rows = rows(random, 40, 6);
      ConflictOptions options = PAPER.withMemory(memory);
      List<Rounding> roundings =
          List.of(Rounding.of(Precision.FLOAT32, 1.3, options.learningRate(), 64));
      Map<Integer, Bundling.Found> weak =
          Bundling.of(
              ArrayActivations.of("rows", tensor(rows)),
              Set.of(0),
              roundings,
              options,
              codes -> codes[0] & 1);
      PlainBundles expected = PlainBundles.of(rows, new int[40], 1.3f, 1e-3f, 64, 1);
      Bundling.Found found = weak.getOrDefault(0, new Bundling.Found(new int[0], 0));
      assertThat(Arrays.stream(found.ofSamples()).distinct().count()).isEqualTo(expected.bundles());
    }
  }

  @Test
  void zerosOfBothSignsAreEqualAndNanIsEqualToNothing() {
    float[][] rows = {{0f}, {-0f}, {Float.NaN}, {Float.NaN}};
    for (Precision precision : Precision.values()) {
      for (double share : new double[] {1, 0.7}) {
        // An amplitude of 0 leaves the signs of the zeros as they are.
        LayerConflicts found =
            measure(
                rows,
                new int[] {0, 1, 2, 3},
                0,
                PAPER.withPrecision(precision).withEqualShare(share));
        assertThat(found.bundles()).as(precision.label()).isEqualTo(3);
        assertThat(found.undefined()).isEqualTo(2);
        assertThat(found.mixed()).isEqualTo(1);
        assertThat(found.largest()).isEqualTo(2);
        // Two of four samples in a bundle of two classes: 2/4 ln 2, up to the 1e-5.
        assertThat(found.entropy()).isCloseTo(Math.log(2) / 2, within(1e-4));
      }
    }
  }

  /** At W = 1.3, eta = 1e-3 and |B| = 64 the grid is 2^-23 64 / 1e-3 = 7.6e-3 wide. */
  @Test
  void theResolutionIsThatOfTheNumberFormat() {
    float[][] apart = {{0.5f}, {0.5f + 0.0008f}};
    int[] labels = {0, 1};
    assertThat(measure(apart, labels, 1.3, PAPER).bundles()).isEqualTo(1);
    assertThat(measure(apart, labels, 1.3, PAPER.withPrecision(Precision.FLOAT64)).bundles())
        .isEqualTo(2);
    float[][] far = {{0.5f}, {0.5f + 0.02f}};
    assertThat(measure(far, labels, 1.3, PAPER).bundles()).isEqualTo(2);
    assertThat(measure(far, labels, 1.3, PAPER.withPrecision(Precision.FLOAT16)).bundles())
        .isEqualTo(1);
  }

  @Test
  void oneClassIsNeverInConflict() {
    float[][] rows = new float[100][3];
    LayerConflicts found = measure(rows, new int[100], 1, PAPER);
    assertThat(found).isEqualTo(new LayerConflicts("0", 100, 1, 100, 0, 0, 0));
    assertThat(found.conflicting()).isFalse();
  }

  @Test
  void tenClassesInOneBundleHaveTheLargestEntropy() {
    float[][] rows = new float[100][3];
    int[] labels = new int[100];
    Arrays.setAll(labels, i -> i % 10);
    // ln 10 of methods.md 2.2, up to the 1e-5 that is added to each probability of 0.1.
    assertThat(measure(rows, labels, 1, PAPER).entropy())
        .isCloseTo(-Math.log(0.1 + 1e-5), within(1e-12));
  }

  @Test
  void measuresOnlyTheLayersThatAreWanted() {
    Tensor three = Tensor.of(Shape.of(3, 2, 1), 0, 0, 0, 1, 1, 1);
    List<LayerConflicts> found =
        ConflictAnalysis.measure(
            ArrayActivations.of("three", three),
            new int[] {0, 1},
            Collections.nCopies(3, 1.0),
            PAPER,
            Set.of(2, 1));
    assertThat(found).extracting(LayerConflicts::layer).containsExactly("1", "2");
    assertThat(found).extracting(LayerConflicts::bundles).containsExactly(2, 1);
  }

  @Test
  void refusesWhatMakesNoSense() {
    float[][] rows = {{1}, {2}};
    assertThatThrownBy(() -> measure(rows, new int[] {0}, 1, PAPER))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("2 samples, but 1 labels");
    assertThatThrownBy(() -> measure(rows, new int[] {0, -1}, 1, PAPER))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("sample 1 is -1");
    for (double amplitude : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> measure(rows, new int[2], amplitude, PAPER))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("amplitude");
    }
    for (double rate : new double[] {0, -1e-3, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> ConflictOptions.of(rate, 64))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("learning rate must be above 0");
    }
    assertThatThrownBy(() -> ConflictOptions.of(1e-3, 0))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("batch size");
    for (double share : new double[] {0, -1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> PAPER.withEqualShare(share))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("share");
    }
    assertThatThrownBy(() -> ArrayActivations.of("t", Tensor.of(Shape.of(2), 1, 2)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("layer x sample x unit");
    assertThatThrownBy(() -> ArrayActivations.of("t", Tensor.of(Shape.of(0, 2))))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no activations");
    assertThatThrownBy(() -> ArrayActivations.of("t", Tensor.ofLongs(Shape.of(1, 2), 1, 2)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("real numbers");
  }
}
