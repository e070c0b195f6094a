package org.stratigraph.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Scene;

/** The figures of the published measurements against the numbers in the methods' reference. */
@Tag("shared")
class PaperFiguresTest {
  private static final String LABEL = "(\\d+)\u00a0\u00b1\u00a0(\\d+)";

  /** A rounded number of Figure 1 and the same with two decimals; half may go either way. */
  private static void assertRounded(String label, String mean, String sd) {
    assertThat(label).matches(LABEL);
    int shownMean = Integer.parseInt(label.replaceFirst(LABEL, "$1"));
    int shownSd = Integer.parseInt(label.replaceFirst(LABEL, "$2"));
    assertThat(Math.abs(shownMean - Double.parseDouble(mean))).as(label).isLessThanOrEqualTo(0.505);
    assertThat(Math.abs(shownSd - Double.parseDouble(sd))).as(label).isLessThanOrEqualTo(0.505);
  }

  @Test
  void theHeatMapHasTheRowLabelsOfFigure1() throws Exception {
    Matrix matrix =
        NetworkMap.of(PaperData.networks(), Optional.of("tv_resnet50"), RowOrder.GIVEN)
            .criticality();
    assertThat(matrix.rows()).hasSize(50);
    assertThat(matrix.rows().get(0).name()).isEqualTo("tv_resnet50");
    Map<String, Matrix.Row> rows =
        matrix.rows().stream().collect(Collectors.toMap(Matrix.Row::name, row -> row));
    List<List<String>> published = PaperData.table("| category (json key) | name");
    assertThat(published).hasSize(51);
    for (List<String> row : published.subList(0, 50)) {
      Matrix.Row ours = rows.get(row.get(2));
      assertRounded(ours.summary(), row.get(5), row.get(6));
      assertThat(ours.group()).isEqualTo(row.get(0));
      assertThat(Math.abs(Double.parseDouble(ours.side()) - Double.parseDouble(row.get(3))))
          .isLessThanOrEqualTo(0.0505);
    }
  }

  @Test
  void theHeatMapHasTheColumnLabelsOfFigure1() throws Exception {
    Matrix matrix =
        NetworkMap.of(PaperData.networks(), Optional.of("tv_resnet50"), RowOrder.MEAN)
            .criticality();
    List<List<String>> published = PaperData.table("| layer (paper label) |");
    assertThat(published).hasSize(54);
    assertThat(matrix.columns()).hasSize(54);
    for (int i = 0; i < 54; i++) {
      Matrix.Column column = matrix.columns().get(i);
      assertThat(column.label()).isEqualTo(published.get(i).get(0));
      assertThat(column.name()).isEqualTo(published.get(i).get(1));
      assertRounded(column.summary(), published.get(i).get(2), published.get(i).get(3));
      // The baseline's own values, in the cells of the first row.
      double value = matrix.rows().get(0).cells().get(i).value();
      assertThat(Math.abs(100 * value - Double.parseDouble(published.get(i).get(6))))
          .isLessThanOrEqualTo(0.00501);
    }
  }

  @Test
  void theDrawnHeatMapHasEveryCellAndItsLabels() throws Exception {
    Matrix matrix =
        NetworkMap.of(PaperData.networks(), Optional.of("tv_resnet50"), RowOrder.GIVEN)
            .criticality();
    Scene scene = matrix.scene(Size.TWO_COLUMN);
    assertThat(scene.marks("cell")).hasSize(50 * 54);
    assertThat(scene.texts())
        .contains("[1.0] conv2:3x3", "[Head] fc", "70\u00a0\u00b1\u00a025", "76.2", "Baseline");
    for (Mark mark : scene.marks()) {
      if (mark instanceof Mark.Rectangle r) {
        assertThat(r.x() + r.width()).isLessThanOrEqualTo(scene.width() + 1e-9);
        assertThat(r.y() + r.height()).isLessThanOrEqualTo(scene.height());
      }
    }
  }

  @Test
  void theMapOfTrialSdsHasTheirMeanAndLargest() throws Exception {
    Matrix matrix = NetworkMap.of(PaperData.networks(), Optional.empty(), RowOrder.GIVEN).trialSd();
    double largest = 0;
    double sum = 0;
    for (Matrix.Row row : matrix.rows()) {
      for (Matrix.Cell cell : row.cells()) {
        largest = Math.max(largest, cell.value());
        sum += cell.value();
      }
    }
    // methods.md 1.4: mean 4.113, maximum 45.33 points.
    assertThat(Math.round(100_000 * sum / 2700)).isEqualTo(4113);
    assertThat(Math.round(10_000 * largest)).isEqualTo(4533);
    assertThat(matrix.key().high()).isCloseTo(0.5, org.assertj.core.api.Assertions.within(1e-12));
  }

  @Test
  void correlationsAreThePublishedOnes() throws Exception {
    Comparison comparison = PaperData.networks();
    List<String> lines =
        AccuracyFigure.correlations(
            comparison.networks(),
            comparison.networks().stream()
                .filter(n -> n.category().equals(Optional.of("adversarial_training")))
                .map(MeasuredNetwork::id)
                .collect(Collectors.toSet()));
    // methods.md 1.4: -0.4590 (p=8.0e-4), -0.3472 (3.8e-4); -0.1730 (0.32), -0.0758 (0.52).
    assertThat(lines)
        .containsExactly(
            "All 50: Spearman \u22120.459 (p < 0.001), Kendall \u22120.347 (p < 0.001)",
            "Without the hollow ones, 35: Spearman \u22120.173 (p = 0.32), Kendall \u22120.076 (p ="
                + " 0.52)");
  }
}
