package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static DataSet open(String name) {
    return DataSets.open(name, DataSetOptions.defaults());
  }

  /** The first outputs for seed 1234567 in the reference implementation, prng.di.unimi.it. */
  @Test
  void splitMixIsTheReference() {
    SplitMix random = new SplitMix(1_234_567);
    assertThat(random.next()).isEqualTo(6_457_827_717_110_365_317L);
    assertThat(random.next()).isEqualTo(3_203_168_211_198_807_973L);
    assertThat(random.next()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  @Test
  void splitsAreBalancedAndLabelled() {
    for (String name : new String[] {"builtin:shapes", "builtin:shapes-train"}) {
      DataSet data = open(name);
      int[] counts = new int[10];
      data.samples().forEach(sample -> counts[sample.label().getAsInt()]++);
      assertThat(data.classCount()).hasValue(10);
      assertThat(counts).containsOnly(data.samples().size() / 10);
    }
  }

  @Test
  void imagesAreFixedAndAllDifferent() throws Exception {
    Set<String> seen = new HashSet<>();
    for (String name : new String[] {"builtin:shapes", "builtin:shapes-train"}) {
      DataSet data = open(name);
      try (StoredImages one = data.open(data.samples());
          StoredImages other = data.open(data.samples().subList(100, 300))) {
        for (int i = 100; i < 300; i++) {
          byte[] levels = one.read(i).bytes();
          assertThat(levels).hasSize(32 * 32 * 3).isEqualTo(other.read(i - 100).bytes());
          assertThat(seen.add(Arrays.toString(levels))).isTrue();
        }
      }
    }
  }

  /**
   * Areas by geometry: discs pi r r; the pentagram of circumradius 1 has 1.1226 (10 triangles); the
   * cross 4 a b - 4 a a of half sides a, b doubled; measured on a grid of 1,000 points a side.
   */
  @Test
  void areasAreThoseOfTheirFigures() {
    assertThat(area(DrawnShape.DISC)).isBetween(2.53, 2.56);
    assertThat(area(DrawnShape.RING)).isBetween(1.87, 1.90);
    assertThat(area(DrawnShape.SQUARE)).isBetween(1.95, 1.97);
    assertThat(area(DrawnShape.FRAME)).isBetween(1.31, 1.33);
    assertThat(area(DrawnShape.TRIANGLE)).isBetween(1.29, 1.31);
    assertThat(area(DrawnShape.STAR)).isBetween(1.11, 1.14);
    assertThat(area(DrawnShape.CROSS)).isBetween(1.69, 1.72);
    assertThat(area(DrawnShape.BAR)).isBetween(0.90, 0.92);
    assertThat(area(DrawnShape.BOW_TIE)).isBetween(1.07, 1.10);
    assertThat(area(DrawnShape.CRESCENT)).isBetween(0.9, 1.7);
  }

  private static double area(DrawnShape shape) {
    int hits = 0;
    for (int y = 0; y < 1000; y++) {
      for (int x = 0; x < 1000; x++) {
        if (shape.contains((x + 0.5) / 500 - 1, (y + 0.5) / 500 - 1)) {
          hits++;
        }
      }
    }
    return hits * 4e-6;
  }
}
