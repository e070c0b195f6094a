package org.stratigraph.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.SafeXml;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.SvgWriter;

class NetworkMapTest {
  private static List<String> order(Optional<String> baseline, RowOrder order) {
    return NetworkMap.of(TestNetworks.three(), baseline, order).criticality().rows().stream()
        .map(Matrix.Row::name)
        .toList();
  }

  @Test
  void rowsStandByCategoryInTheOrderAskedFor() {
    assertThat(order(Optional.empty(), RowOrder.GIVEN)).containsExactly("a", "c", "b");
    assertThat(order(Optional.empty(), RowOrder.MEAN)).containsExactly("c", "a", "b");
    assertThat(order(Optional.empty(), RowOrder.ACCURACY)).containsExactly("c", "a", "b");
    assertThat(order(Optional.of("b"), RowOrder.GIVEN)).containsExactly("b", "a", "c");
    // a and b differ by .1 in every layer; c is .1 from a in most, .2 from b.
    assertThat(order(Optional.empty(), RowOrder.CLUSTER)).containsExactlyInAnyOrder("a", "b", "c");
    assertThatThrownBy(() -> RowOrder.of("size"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("size")
        .hasMessageContaining("given, mean, accuracy and cluster");
  }

  /**
   * SciPy 1.10: leaves_list(linkage([[.1,.1],[.9,.9],[.12,.1],[.8,.9]], "average")) pairs 0-2, 1-3.
   */
  @Test
  void clustersPutAlikeRowsBesideEachOther() {
    List<Integer> order =
        Clustering.order(
            List.of(
                new double[] {.1, .1},
                new double[] {.9, .9},
                new double[] {.12, .1},
                new double[] {.8, .9}));
    assertThat(order).containsExactly(1, 3, 2, 0);
    assertThat(Clustering.order(List.of())).isEmpty();
    assertThat(Clustering.order(List.of(new double[] {Double.NaN}))).containsExactly(0);
  }

  @Test
  void theDeltaIsWithoutItsBaseline() {
    Matrix delta = NetworkMap.of(TestNetworks.three(), Optional.of("a"), RowOrder.GIVEN).delta();
    assertThat(delta.rows()).extracting(Matrix.Row::name).containsExactly("c", "b");
    assertThat(delta.rows().get(1).cells())
        .allSatisfy(cell -> assertThat(cell.value()).isCloseTo(-0.1, within(1e-12)));
    assertThat(delta.key().low()).isCloseTo(-0.1, within(1e-12));
    assertThat(delta.rows().get(1).summary()).isEqualTo("\u221210\u00a0\u00b1\u00a00");
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void nothingIsDrawnOutsideOfTheSheet(Size size) {
    Scene scene =
        NetworkMap.of(TestNetworks.three(), Optional.of("b"), RowOrder.GIVEN)
            .criticality()
            .scene(size);
    assertThat(scene.width()).isEqualTo(size.width());
    Sheets.assertInside(scene);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab"})
  void isTheSameInEveryLocale(String tag) {
    Matrix matrix =
        NetworkMap.of(TestNetworks.three(), Optional.of("b"), RowOrder.GIVEN).criticality();
    String expected = SvgWriter.file(matrix.scene(Size.TWO_COLUMN));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      Matrix again =
          NetworkMap.of(TestNetworks.three(), Optional.of("b"), RowOrder.GIVEN).criticality();
      assertThat(SvgWriter.file(again.scene(Size.TWO_COLUMN))).isEqualTo(expected);
      assertThat(expected).contains(">52\u00a0\u00b1\u00a025<");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void unknownCellsAreHatchedAndNamed() {
    Comparison comparison =
        new Comparison(
            List.of(TestNetworks.network("a", "", Double.NaN, List.of("x", "y"), Double.NaN, 0.5)));
    Scene scene =
        NetworkMap.of(comparison, Optional.empty(), RowOrder.GIVEN)
            .criticality()
            .scene(Size.ONE_COLUMN);
    assertThat(scene.texts()).contains("not known");
    Mark hatched = scene.marks("cell").get(0);
    assertThat(hatched.note().tooltip()).isEqualTo("a, x: not known");
    assertThat(hatched.note().data()).doesNotContainKey("value").containsEntry("layer", "x");
    assertThat(scene.marks("cell").get(1).note().tooltip()).isEqualTo("a, y: 50.0\u202f%");
  }

  @Test
  void onlyUnknownCellsStillMakeAFigure() {
    Comparison comparison =
        new Comparison(
            List.of(TestNetworks.network("a", "", Double.NaN, List.of("x"), Double.NaN)));
    NetworkMap map = NetworkMap.of(comparison, Optional.of("a"), RowOrder.CLUSTER);
    Sheets.assertInside(map.criticality().scene(Size.ONE_COLUMN));
    Sheets.assertInside(map.trialSd().scene(Size.ONE_COLUMN));
    assertThat(map.delta().scene(Size.ONE_COLUMN).texts())
        .containsExactly("Nothing to show: no layer was measured.");
  }

  @Test
  void noNetworkSaysSo() {
    Matrix matrix =
        NetworkMap.of(new Comparison(List.of()), Optional.empty(), RowOrder.MEAN).criticality();
    assertThat(matrix.scene(Size.TWO_COLUMN).texts())
        .containsExactly("Nothing to show: no layer was measured.");
  }

  @Test
  void hostileNamesAreEscapedAndShortened() throws Exception {
    String name = "<script>alert(1)</script>\n\u0000" + "x".repeat(1 << 20);
    Comparison comparison =
        new Comparison(
            List.of(
                TestNetworks.network(
                    name, name, 0.5, List.of(name, "=cmd|' /C calc'!A0"), .5, .6)));
    Scene scene =
        NetworkMap.of(comparison, Optional.of(name), RowOrder.GIVEN)
            .criticality()
            .scene(Size.ONE_COLUMN);
    Sheets.assertInside(scene);
    String svg = SvgWriter.file(scene);
    assertThat(svg.contains("<script")).isFalse();
    assertThat(svg.length()).isLessThan(100_000);
    SafeXml.parse(svg);
  }
}
