package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.Sha256;

class SelectionTest {
  private static final List<Sample> SAMPLES =
      IntStream.range(0, 1000)
          .mapToObj(i -> new Sample("class/" + i + ".jpg", OptionalInt.of(i / 100)))
          .toList();

  private static DataSet data(List<Sample> samples) {
    return DataSet.of(
        "test",
        samples,
        OptionalInt.of(10),
        List.of(),
        ids ->
            index -> {
              throw new IOException();
            });
  }

  private static Selection select(int count, long seed) {
    return Selection.of(data(SAMPLES), OptionalInt.of(count), seed);
  }

  @Test
  void choiceDoesNotDependOnFileOrder() {
    List<Sample> shuffled = new ArrayList<>(SAMPLES);
    Collections.reverse(shuffled);
    assertThat(Selection.of(data(shuffled), OptionalInt.of(50), 7).samples())
        .isEqualTo(select(50, 7).samples());
  }

  @Test
  void prefixOfALargerChoiceIsTheSmallerChoice() {
    assertThat(select(300, 7).samples().subList(0, 40)).isEqualTo(select(40, 7).samples());
    assertThat(Selection.of(data(SAMPLES), OptionalInt.empty(), 7).samples().subList(0, 40))
        .isEqualTo(select(40, 7).samples());
  }

  /** Classes of 10 to 100 images: the share of each among the first n, to within one image. */
  @Test
  void everyPrefixOfABalancedOrderHasTheSharesOfTheWhole() {
    List<Sample> uneven =
        SAMPLES.stream()
            .filter(sample -> position(sample) % 100 < 10 + 10 * sample.label().getAsInt())
            .toList();
    List<Sample> samples = Selection.of(data(uneven), OptionalInt.empty(), 7).balanced(7).samples();
    assertThat(samples).hasSameElementsAs(uneven);
    int[] counts = new int[10];
    for (int n = 1; n <= samples.size(); n++) {
      counts[samples.get(n - 1).label().getAsInt()]++;
      for (int of = 0; of < counts.length; of++) {
        double share = (10.0 + 10 * of) * n / samples.size();
        assertThat((double) counts[of]).isCloseTo(share, within(2.0));
      }
    }
  }

  private static int position(Sample sample) {
    return Integer.parseInt(sample.id().replaceAll("[^0-9]", ""));
  }

  @Test
  void imagesOfAClassKeepTheirOrderInABalancedOne() {
    Selection drawn = Selection.of(data(SAMPLES), OptionalInt.empty(), 7);
    assertThat(ofClass(drawn.balanced(7), 3)).isEqualTo(ofClass(drawn, 3));
    List<Sample> unlabelled =
        SAMPLES.stream().map(sample -> new Sample(sample.id(), OptionalInt.empty())).toList();
    Selection flat = Selection.of(data(unlabelled), OptionalInt.of(50), 7);
    assertThat(flat.balanced(7)).isEqualTo(flat);
  }

  private static List<Sample> ofClass(Selection selection, int label) {
    return selection.samples().stream().filter(s -> s.label().getAsInt() == label).toList();
  }

  /**
   * Over many seeds, each class is the first as often as the others: 100 times of 1,000, sd 9.5.
   */
  @Test
  void noClassIsEarlyByItsNumber() {
    int[] first = new int[10];
    for (int seed = 0; seed < 1000; seed++) {
      List<Sample> samples = new Selection(SAMPLES, List.of()).balanced(seed).samples();
      first[samples.get(0).label().getAsInt()]++;
    }
    for (int count : first) {
      assertThat(count).isBetween(60, 140);
    }
  }

  @Test
  void seedsChooseDifferently() {
    assertThat(select(50, 1).samples()).isNotEqualTo(select(50, 2).samples());
  }

  /** Ranks written out: SHA-256 of the seed in 8 bytes, big-endian, and the id in UTF-8. */
  @Test
  void rankIsAsDocumented() {
    List<Sample> expected =
        SAMPLES.stream()
            .sorted(
                Comparator.comparingLong(
                    sample -> {
                      byte[] id = sample.id().getBytes(StandardCharsets.UTF_8);
                      byte[] all = ByteBuffer.allocate(8 + id.length).putLong(-5).put(id).array();
                      return ByteBuffer.wrap(Sha256.digest().digest(all)).getLong();
                    }))
            .limit(30)
            .toList();
    assertThat(select(30, -5).samples()).isEqualTo(expected);
  }

  /** 1,000 images of ten classes, 300 drawn: 30 a class, sd 4.4; all within 5 sd. */
  @Test
  void classesAreDrawnEvenly() {
    int[] counts = new int[10];
    select(300, 11).samples().forEach(sample -> counts[sample.label().getAsInt()]++);
    assertThat(counts).satisfies(c -> IntStream.of(c).forEach(n -> assertThat(n).isBetween(8, 52)));
  }

  @Test
  void fewerThanAskedForAreAllUsed() {
    Selection selection = select(2000, 1);
    assertThat(selection.samples()).hasSize(1000);
    assertThat(selection.notes()).singleElement().asString().contains("2000", "1000");
    assertThat(select(1000, 1).notes()).isEmpty();
  }

  @Test
  void listKeepsItsOrder() {
    List<Sample> list = List.of(SAMPLES.get(900), SAMPLES.get(3), SAMPLES.get(500));
    DataSet listed = data(SAMPLES).restrictedTo(list, OptionalInt.empty(), List.of());
    assertThat(Selection.of(listed, OptionalInt.empty(), 1).samples()).isEqualTo(list);
    List<Sample> two = Selection.of(listed, OptionalInt.of(2), 1).samples();
    assertThat(two).hasSize(2);
    assertThat(list).containsSubsequence(two);
  }

  @Test
  void oneClassIsSaid() {
    DataSet one = data(SAMPLES.subList(200, 300));
    assertThat(Selection.of(one, OptionalInt.empty(), 1).notes())
        .containsExactly("All chosen images are of one class, 2.");
  }

  @Test
  void nothingToChooseIsRefused() {
    assertThatThrownBy(() -> select(0, 1)).isInstanceOf(UnusableInputException.class);
  }
}
