package org.stratigraph.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;
import org.stratigraph.comparison.ComparisonSummary.CategoryRow;
import org.stratigraph.comparison.ComparisonSummary.Correlation;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;

/** Expected values are worked out by hand. */
class ComparisonSummaryTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final List<String> LAYERS = List.of("conv1", "layer1.0.conv1", "fc");

  private final ComparisonSummary summary =
      ComparisonSummary.of(
          new Comparison(
              List.of(
                  network("a", "plain", 0.5, LAYERS, 0.2, 0.4, 0.6),
                  network("b", "plain", 0.75, LAYERS, 0.4, 0.4, 0.4),
                  network("c", "other", 0.25, LAYERS, 1, 0.5, 0.6))));

  @Test
  void networks() {
    NetworkRow first = summary.networks().get(0);
    assertThat(first.layers()).isEqualTo(3);
    assertThat(first.criticality()).isCloseTo(0.4, CLOSE);
    assertThat(first.sdOverLayers()).isCloseTo(Math.sqrt(0.08 / 3), CLOSE);
    assertThat(first.trialSd()).isCloseTo(0.2, CLOSE);
  }

  @Test
  void layers() {
    assertThat(summary.layers())
        .extracting(row -> row.role().layer())
        .containsExactlyElementsOf(LAYERS);
    LayerRow stem = summary.layers().get(0);
    assertThat(stem.networks()).isEqualTo(3);
    assertThat(stem.criticality()).isCloseTo(1.6 / 3, CLOSE);
    assertThat(stem.sdOverModels()).isCloseTo(Math.sqrt((0.04 + 0.16 + 1) / 3 - 2.56 / 9), CLOSE);
    assertThat(stem.min()).isEqualTo(0.2);
    assertThat(stem.max()).isEqualTo(1);
  }

  @Test
  void allCells() {
    assertThat(summary.grandMean()).isCloseTo(4.5 / 9, CLOSE);
    assertThat(summary.trialSd().count()).isEqualTo(9);
    assertThat(summary.trialSd().mean()).isCloseTo(0.2, CLOSE);
    assertThat(summary.notes()).isEmpty();
  }

  @Test
  void correlations() {
    assertThat(summary.correlations())
        .extracting(Correlation::excluding)
        .containsExactly(Optional.empty(), Optional.of("plain"), Optional.of("other"));
    Correlation all = summary.correlations().get(0);
    // Criticality: two equal, then the largest; accuracy: second, third, first.
    assertThat(all.correlation().count()).isEqualTo(3);
    assertThat(all.correlation().spearman()).isCloseTo(-Math.sqrt(3) / 2, CLOSE);
    assertThat(all.reason()).isEmpty();
    assertThat(summary.correlations().get(1).correlation().count()).isEqualTo(1);
    assertThat(summary.correlations().get(1).correlation().spearman()).isNaN();
    assertThat(summary.correlations().get(1).reason()).isPresent();
  }

  @Test
  void categories() {
    assertThat(summary.categories())
        .extracting(CategoryRow::category)
        .containsExactly("plain", "other");
    CategoryRow other = summary.categories().get(1);
    assertThat(other.networks()).isEqualTo(1);
    assertThat(other.mean()).isCloseTo(0.7, CLOSE);
    assertThat(other.lowest()).isEqualTo(other.highest());
  }

  @Test
  void stagesAndOperators() {
    assertThat(summary.stages().groups()).containsExactly("stem", "layer1", "head");
    assertThat(summary.stages().rows())
        .extracting(GroupMeans.Row::category)
        .containsExactly(Optional.empty(), Optional.of("plain"), Optional.of("other"));
    assertThat(summary.stages().rows().get(1).means())
        .usingElementComparator(new DoubleComparator(1e-12))
        .containsExactly(0.3, 0.4, 0.5);
    assertThat(summary.operators().groups()).containsExactly("first 3x3");
  }

  @Test
  void nothingIsKnownOfNothing() {
    ComparisonSummary empty = ComparisonSummary.of(new Comparison(List.of()));
    assertThat(empty.grandMean()).isNaN();
    assertThat(empty.trialSd().max()).isNaN();
    assertThat(empty.correlations()).hasSize(1);
    assertThat(empty.correlations().get(0).reason()).isPresent();
  }

  @Test
  void oneNetworkAlone() {
    ComparisonSummary one =
        ComparisonSummary.of(new Comparison(List.of(network("a", "", 0.5, LAYERS, 0.2, 0.4, 0.6))));
    assertThat(one.layers().get(0).sdOverModels()).isZero();
    assertThat(one.correlations().get(0).correlation().kendall()).isNaN();
    assertThat(one.notes()).singleElement().asString().contains("one network");
  }

  @Test
  void unknownCellsAreLeftOutAndSaid() {
    ComparisonSummary holes =
        ComparisonSummary.of(
            new Comparison(
                List.of(
                    network("a", "", 0.5, LAYERS, 0.2, Double.NaN, 0.6),
                    network("b", "", 0.5, LAYERS, Double.NaN, Double.NaN, Double.NaN))));
    assertThat(holes.networks().get(0).layers()).isEqualTo(2);
    assertThat(holes.networks().get(0).criticality()).isCloseTo(0.4, CLOSE);
    assertThat(holes.networks().get(1).criticality()).isNaN();
    assertThat(holes.layers().get(1).criticality()).isNaN();
    assertThat(holes.correlations().get(0).correlation().count()).isEqualTo(1);
    assertThat(holes.notes()).singleElement().asString().contains("4 cells");
  }

  @Test
  void otherLayersAreSaid() {
    ComparisonSummary unlike =
        ComparisonSummary.of(
            new Comparison(
                List.of(
                    network("a", "", 0.5, LAYERS, 0.2, 0.4, 0.6),
                    network("b", "", 0.5, List.of("conv1", "head"), 0.4, 1))));
    assertThat(unlike.layers()).extracting(LayerRow::networks).containsExactly(2, 1, 1, 1);
    assertThat(unlike.notes()).singleElement().asString().contains("1 of 4");
  }

  @Test
  void otherImagesAreSaid() {
    MeasuredNetwork a = network("a", "", 0.5, LAYERS, 0.2, 0.4, 0.6);
    MeasuredNetwork b = network("b", "", 0.5, LAYERS, 0.2, 0.4, 0.6);
    assertThat(
            ComparisonSummary.of(
                    new Comparison(
                        List.of(tagged(a, "data_sha256", "1"), tagged(b, "data_sha256", "2"))))
                .notes())
        .singleElement()
        .asString()
        .contains("2 different images");
  }

  private static MeasuredNetwork tagged(MeasuredNetwork network, String tag, String value) {
    return new MeasuredNetwork(
        network.id(),
        network.name(),
        network.category(),
        network.accuracy(),
        Map.of(tag, value),
        network.layers());
  }

  static MeasuredNetwork network(
      String id, String category, double accuracy, List<String> layers, double... criticality) {
    List<MeasuredLayer> measured = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      measured.add(
          new MeasuredLayer(
              layers.get(i), "conv", criticality[i], 0.1 * (i + 1), 0.1, 0, 1, List.of()));
    }
    return new MeasuredNetwork(
        id,
        id,
        category.isEmpty() ? Optional.empty() : Optional.of(category),
        Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy),
        Map.of(),
        measured);
  }
}
