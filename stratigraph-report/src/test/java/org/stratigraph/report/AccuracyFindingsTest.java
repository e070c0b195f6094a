package org.stratigraph.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stratigraph.report.Compared.network;
import static org.stratigraph.report.Compared.said;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;

class AccuracyFindingsTest {
  /** Networks of one category whose criticality rises; the accuracies decide. */
  private static List<MeasuredNetwork> networks(String category, double... accuracies) {
    List<MeasuredNetwork> networks = new ArrayList<>();
    for (double accuracy : accuracies) {
      double criticality = 0.1 + 0.02 * networks.size() + (category.equals("b") ? 0.4 : 0);
      networks.add(
          network(category + networks.size(), category, accuracy, 0, criticality, criticality));
    }
    return networks;
  }

  @Test
  void theDirectionIsThatOfTheNumbers() {
    Comparison falling = new Comparison(networks("a", .9, .8, .7, .6, .5, .4));
    assertThat(said(falling, "Accuracy"))
        .startsWith("Over 6 networks the rank correlation of mean criticality with accuracy is")
        .contains("Spearman \u22121.0000", "Kendall \u22121.0000", "tend to be less critical.")
        .contains("does not show that the one makes the other");
    Comparison rising = new Comparison(networks("a", .4, .5, .6, .7, .8, .9));
    assertThat(said(rising, "Accuracy"))
        .contains("Spearman 1.0000", "tend to be more critical.")
        .doesNotContain("less critical");
  }

  @Test
  void whatChanceWouldGiveIsNoTendency() {
    Comparison mixed = new Comparison(networks("a", .7, .6, .9, .8, .65, .75));
    assertThat(said(mixed, "Accuracy"))
        .contains("chance alone would often give as much")
        .doesNotContain("tend to be");
  }

  @Test
  void aCorrelationThatRestsOnOneCategoryIsSaidTo() {
    List<MeasuredNetwork> all = networks("a", .75, .74, .77, .73, .76, .75);
    all.addAll(networks("b", .5, .47, .44, .41, .38, .35));
    assertThat(said(new Comparison(all), "Accuracy"))
        .contains("tend to be less critical. Without b (6 networks left) it is Spearman")
        .contains("as chance alone would often give: it depends on that category.")
        .doesNotContain("That does not change");
  }

  @Test
  void aCorrelationThatHoldsWithoutEachCategoryIsSaidTo() {
    List<MeasuredNetwork> all = networks("a", .9, .89, .88, .87, .86, .85);
    all.addAll(networks("b", .5, .49, .48, .47, .46, .45));
    assertThat(said(new Comparison(all), "Accuracy"))
        .contains(
            "That does not change if any one category is left out (Spearman from \u22121.0000")
        .doesNotContain("depends on");
  }

  @Test
  void missingAccuraciesAreSaid() {
    Comparison unknown = new Comparison(networks("a", Double.NaN, Double.NaN, .5));
    assertThat(said(unknown, "Accuracy"))
        .isEqualTo(
            "Criticality is not correlated with accuracy: fewer than 3 networks have both an"
                + " accuracy and a criticality.");
  }

  @ParameterizedTest
  @CsvSource({
    "0.523, p = 0.52",
    "0.0499, p = 0.050",
    "0.00079932, p = 8.0e-4",
    "0.000996, p = 1.0e-3",
    "0.00000163, p = 1.6e-6",
    "0, p < 1e-12",
    "NaN, p not known"
  })
  void pValuesHaveTwoDigits(double p, String text) {
    assertThat(AccuracyFindings.p(p)).isEqualTo(text);
  }
}
