package org.stratigraph.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrataTest {
  private static int[] repeated(int images, int classes) {
    return IntStream.range(0, images).map(i -> 7 * (i % classes)).toArray();
  }

  @Test
  void classesAreNumberedAsTheyCome() {
    Strata strata = Strata.of(new int[] {5, 9, 9, 5, 5, 9, 5, 9, 9, 5});
    assertThat(strata.first(8)).containsExactly(0, 1, 1, 0, 0, 1, 0, 1);
    assertThat(strata.pool()).isEqualTo(10);
  }

  @Test
  void fourImagesAClassAreNeeded() {
    Strata strata = Strata.of(repeated(100, 10));
    assertThat(strata.first(40)).hasSize(40);
    assertThat(strata.first(39)).isEmpty();
  }

  /** Of 10 classes, each has a share of 4 of the first 40 images. */
  @Test
  void aClassMayBeTwoImagesOffItsShare() {
    int[] classes = repeated(100, 10);
    classes[1] = classes[0];
    classes[2] = classes[0];
    assertThat(Strata.of(classes).first(40)).hasSize(40);
    classes[3] = classes[0];
    classes[4] = classes[0];
    assertThat(Strata.of(classes).first(40)).isEmpty();
  }

  @Test
  void imagesThatAreSortedByClassAreNoStratifiedSample() {
    assertThat(Strata.of(IntStream.range(0, 100).map(i -> i / 50).toArray()).first(20)).isEmpty();
  }

  @Test
  void withoutClassesOrEnoughImagesThereAreNone() {
    assertThat(Strata.none().first(0)).isEmpty();
    assertThat(Strata.none().first(10)).isEmpty();
    assertThat(Strata.of(repeated(10, 2)).first(11)).isEmpty();
  }
}
