package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stratigraph.report.Compared.layer;
import static org.stratigraph.report.Compared.network;
import static org.stratigraph.report.Compared.said;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;

/** The words follow the numbers: where a number crosses a line, the statement turns round. */
class FindingsTest {
  private static String lead(Comparison comparison) {
    return Findings.lead(ComparisonSummary.of(comparison)).plain();
  }

  @Test
  void theFirstSentenceNamesTheNetworksAtTheEnds() {
    Comparison comparison =
        Compared.of(
            network("low", "", .7, .01, .2, .4),
            network("middle", "", .7, .01, .5, .5),
            network("high", "", .7, .01, .9, .7));
    assertThat(lead(comparison))
        .isEqualTo(
            "Resetting one layer moves a network\u2019s predictions by 53.3\u202f% on average over"
                + " 3 networks. high uses its layers most by this measure (80.0\u202f%), low least"
                + " (30.0\u202f%).");
    Comparison turned =
        Compared.of(network("low", "", .7, .01, .9, .9), network("high", "", .7, .01, .1, .1));
    assertThat(lead(turned)).contains("low uses its layers most", "high least (10.0\u202f%)");
  }

  @Test
  void oneNetworkIsDescribedByItsLayersAndNothingIsCompared() {
    Comparison one = Compared.of(network("only", "a", .7, .01, .2, .6));
    assertThat(lead(one))
        .isEqualTo(
            "Resetting a layer of only moves its predictions by 40.0\u202f% on average: least for"
                + " layer1.0.conv1 (20.0\u202f%), most for layer2.0.conv1 (60.0\u202f%).");
    assertThat(said(one, "Layers")).isEmpty();
    assertThat(said(one, "Categories")).isEmpty();
    assertThat(said(one, "Accuracy")).isEmpty();
    assertThat(said(one, "Trial noise"))
        .contains("1.4 points on average")
        .doesNotContain("Between networks", "order by mean");
  }

  @Test
  void withoutAKnownCellThereIsNothingToSay() {
    Comparison unknown = Compared.of(network("x", "", .7, layer("a", Double.NaN)));
    assertThat(lead(unknown))
        .isEqualTo("No layer has a known criticality, so there is nothing to compare.");
    assertThat(Findings.of(ComparisonSummary.of(unknown), Optional.of("x"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.81, '1 layer is critical everywhere, at 80.0\u202f% or above in every network: layer1.0.conv1 (81.0 to 95.0\u202f%).'",
    "0.79, 'No layer is at 80.0\u202f% or above in every network that has it; nearest comes layer1.0.conv1 (79.0 to 95.0\u202f%).'"
  })
  void criticalIsWhatNoNetworkDoesWithout(double least, String words) {
    Comparison comparison =
        Compared.of(network("a", "", .7, 0, .95, .1), network("b", "", .7, 0, least, .5));
    assertThat(said(comparison, "Layers")).startsWith(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0.19, '1 layer is auxiliary everywhere, at 20.0\u202f% or below in every network: layer2.0.conv1 (10.0 to 19.0\u202f%).'",
    "0.21, 'None is auxiliary everywhere, at 20.0\u202f% or below; nearest comes layer2.0.conv1 (10.0 to 21.0\u202f%).'"
  })
  void auxiliaryIsWhatAllNetworksDoWithout(double most, String words) {
    Comparison comparison =
        Compared.of(network("a", "", .7, 0, .95, .1), network("b", "", .7, 0, .5, most));
    assertThat(said(comparison, "Layers")).contains(words);
  }

  @Test
  void aLayerOfOneNetworkIsNotAlwaysAnything() {
    Comparison comparison =
        Compared.of(
            network("a", "", .7, layer("shared", .5), layer("own", .99)),
            network("b", "", .7, layer("shared", .4)));
    assertThat(said(comparison, "Layers")).doesNotContain("own").contains("No layer is at");
  }

  @Test
  void categoriesOverlapOrDoNot() {
    Comparison apart =
        Compared.of(
            network("a1", "a", .7, 0, .9, .9),
            network("a2", "a", .7, 0, .7, .7),
            network("b1", "b", .7, 0, .3, .3),
            network("b2", "b", .7, 0, .5, .5));
    assertThat(said(apart, "Categories"))
        .startsWith(
            "By category the mean over networks is highest for a (80.0\u202f%, 2 networks from 70.0"
                + " to 90.0\u202f%) and lowest for b (40.0\u202f%, 2 networks from 30.0 to"
                + " 50.0\u202f%).")
        .contains("do not overlap");
    Comparison overlapping =
        Compared.of(
            network("a1", "a", .7, 0, .9, .9),
            network("a2", "a", .7, 0, .4, .4),
            network("b1", "b", .7, 0, .3, .3),
            network("b2", "b", .7, 0, .5, .5));
    assertThat(said(overlapping, "Categories"))
        .contains("overlap, so that the category alone does not tell")
        .doesNotContain("do not overlap");
  }

  @Test
  void aCategoryOfOneNetworkSpeaksForItselfAlone() {
    Comparison comparison =
        Compared.of(network("x", "a", .7, 0, .9, .9), network("y", "b", .7, 0, .3, .3));
    assertThat(said(comparison, "Categories"))
        .contains("a, b are single networks")
        .doesNotContain("overlap");
  }

  @Test
  void theBaselineIsComparedToTheOthers() {
    Comparison comparison =
        Compared.of(
            network("base", "", .7, 0, .5, .5),
            network("x", "", .7, 0, .9, .3),
            network("y", "", .7, 0, .8, .4),
            network("z", "", .7, 0, .3, .2));
    assertThat(said(comparison, "Baseline", Optional.of("base")))
        .isEqualTo(
            "Of the other 3 networks, 2 lie above the baseline base (50.0\u202f%) on average over"
                + " layers and 1 below. Layer by layer, the mean of the others is above it most in"
                + " layer1.0.conv1 (by 16.7 points), below it most in layer2.0.conv1 (by 20.0"
                + " points).");
    assertThat(said(comparison, "Baseline")).isEmpty();
  }

  @Test
  void noiseIsComparedWithTheDifferencesBetweenNetworks() {
    Comparison quiet =
        Compared.of(network("a", "", .7, .01, .2, .2), network("b", "", .7, .01, .8, .8));
    assertThat(said(quiet, "Trial noise"))
        .startsWith("The standard deviation between trials of one layer of one network is 1.4")
        .contains("0 of 4 cells have more than 10.0 points. ", "more than between trials")
        .endsWith("between networks it has a standard deviation of 30.0 points.");
    Comparison loud =
        Compared.of(network("a", "", .7, .2, .45, .45), network("b", "", .7, .2, .5, .5));
    assertThat(said(loud, "Trial noise"))
        .contains("4 of 4 cells have more than 10.0 points: do not read those alone.")
        .contains("no more than between trials: differences between networks in single layers may")
        .endsWith("which is no more: their order by mean may be chance.");
  }

  @Test
  void withOneTrialTheNoiseIsUnknownAndThatIsSaid() {
    Comparison single =
        Compared.of(network("a", "", .7, layer("x", .5)), network("b", "", .7, layer("x", .6)));
    assertThat(said(single, "Trial noise")).contains("not known", "no difference can be told");
  }
}
