package org.stratigraph.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;

class SelectionTest {
  private static final Comparison COMPARISON =
      new Comparison(
          List.of(
              network("a", "x", 0.5),
              network("b", "freezing", Double.NaN),
              network("c", "y", 0.75),
              network("d", "y", 0.25)));

  @Test
  void aNetworkWithoutAccuracyIsLeftOutWhereOthersHaveOne() {
    Selection selection = Selection.byDefault(COMPARISON);
    assertThat(ids(selection)).containsExactly("a", "c", "d");
    assertThat(selection.leftOut())
        .singleElement()
        .extracting(l -> l.network().id())
        .isEqualTo("b");
    assertThat(selection.leftOut().get(0).reason()).contains("accuracy");
  }

  @Test
  void withoutAnyAccuracyAllAreKept() {
    Comparison unlabelled =
        new Comparison(List.of(network("a", "x", Double.NaN), network("b", "x", Double.NaN)));
    assertThat(ids(Selection.byDefault(unlabelled))).containsExactly("a", "b");
  }

  @Test
  void allAreAll() {
    assertThat(ids(Selection.all(COMPARISON))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void idsAndCategoriesAreLeftOut() {
    Selection selection = Selection.all(COMPARISON).without(List.of("a", "category:y"));
    assertThat(ids(selection)).containsExactly("b");
    assertThat(selection.leftOut())
        .extracting(Selection.LeftOut::reason)
        .containsExactly("--without a", "--without category:y", "--without category:y");
  }

  @Test
  void whatIsLeftOutAnywayMayBeNamed() {
    assertThat(ids(Selection.byDefault(COMPARISON).without(List.of("b", "category:freezing"))))
        .containsExactly("a", "c", "d");
  }

  @Test
  void aNameOfNothingIsRefused() {
    assertThatThrownBy(() -> Selection.all(COMPARISON).without(List.of("y")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage("--without y names no network. There are a, b, c, d.");
    assertThatThrownBy(() -> Selection.all(COMPARISON).without(List.of("category:a")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("There are category:x, category:freezing, category:y.");
  }

  @Test
  void somethingMustBeLeft() {
    assertThatThrownBy(
            () -> Selection.byDefault(COMPARISON).without(List.of("category:x", "category:y")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("leaves no network");
  }

  private static List<String> ids(Selection selection) {
    return selection.comparison().networks().stream().map(MeasuredNetwork::id).toList();
  }

  private static MeasuredNetwork network(String id, String category, double accuracy) {
    return ComparisonSummaryTest.network(id, category, accuracy, List.of("fc"), 0.5);
  }
}
