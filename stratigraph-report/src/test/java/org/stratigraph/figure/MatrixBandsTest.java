package org.stratigraph.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Scene;

class MatrixBandsTest {
  /** Columns in groups of four. */
  private static Matrix matrix(int columns, double... lowest) {
    List<Matrix.Column> names = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      names.add(new Matrix.Column("g" + i / 4 + ".c" + i, "c" + i, "g" + i / 4, ""));
    }
    List<Matrix.Row> rows = new ArrayList<>();
    for (double low : lowest) {
      List<Matrix.Cell> cells =
          IntStream.range(0, columns)
              .mapToObj(i -> new Matrix.Cell(low + i / 1000.0, "g" + i / 4 + ".c" + i, false))
              .toList();
      rows.add(new Matrix.Row("row", "row", "", "", cells, "50"));
    }
    return new Matrix(
        "title",
        "description",
        "subtitle",
        new Matrix.Key(
            "Criticality (%)",
            ColourScale.SEQUENTIAL,
            0,
            1,
            List.of(0.0, 1.0),
            NumberText::wholePercent,
            NumberText::percentSign),
        names,
        rows,
        List.of(),
        "",
        "mean");
  }

  private static List<Mark.Rectangle> cells(Scene scene) {
    return scene.marks("cell").stream().map(Mark.Rectangle.class::cast).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 30, 31, 54, 500})
  void everyCellIsOnTheSheetOnceAndLargeEnoughForItsNumber(int columns) {
    Matrix matrix = matrix(columns, 0.1, 0.4);
    List<Mark.Rectangle> all = new ArrayList<>();
    for (Scene scene : MatrixBands.scenes(matrix, Size.TWO_COLUMN)) {
      List<Mark.Rectangle> cells = cells(scene);
      assertThat(cells).isNotEmpty().hasSizeLessThanOrEqualTo(2 * 30);
      for (Mark.Rectangle cell : cells) {
        assertThat(cell.x()).isPositive();
        assertThat(cell.x() + cell.width()).isLessThan(scene.width());
        assertThat(cell.y() + cell.height()).isLessThan(scene.height());
        assertThat(cell.width()).isGreaterThan(9);
      }
      assertThat(scene.texts().stream().filter(text -> text.matches("[0-9]+")))
          .hasSizeGreaterThan(cells.size() - 1);
      all.addAll(cells);
    }
    assertThat(all).hasSize(2 * columns);
    // Cells of all bands are alike.
    assertThat(all).allMatch(cell -> Math.abs(cell.width() - all.get(0).width()) < 1e-9);
    Scene whole = MatrixBands.scene(matrix, Size.TWO_COLUMN);
    assertThat(cells(whole)).hasSize(2 * columns);
    double low = cells(whole).stream().mapToDouble(c -> c.y() + c.height()).max().orElseThrow();
    assertThat(low).isLessThan(whole.height());
  }

  @Test
  void cellsOfOneBandDoNotOverlapAndGroupsStandApart() {
    List<Mark.Rectangle> cells = cells(MatrixBands.scene(matrix(6, 0.1), Size.TWO_COLUMN));
    double step = cells.get(1).x() - cells.get(0).x();
    assertThat(cells.get(0).width()).isLessThan(step);
    assertThat(cells.get(3).x() - cells.get(2).x()).isCloseTo(step, within(0.01));
    assertThat(cells.get(4).x() - cells.get(3).x()).isGreaterThan(step + 1);
  }

  @Test
  void onlyTheFirstBandSaysWhatColoursMean() {
    List<Scene> bands = MatrixBands.scenes(matrix(54, 0.1), Size.TWO_COLUMN);
    assertThat(bands).hasSize(2);
    assertThat(bands.get(0).texts()).contains("Criticality (%)", "subtitle", "g0", "row");
    assertThat(bands.get(1).texts()).doesNotContain("Criticality (%)", "subtitle").contains("row");
    Scene whole = MatrixBands.scene(matrix(54, 0.1), Size.TWO_COLUMN);
    assertThat(whole.texts()).containsOnlyOnce("Criticality (%)").contains("c0", "c53");
  }

  @Test
  void numbersStandOutFromTheirCells() {
    Scene scene = MatrixBands.scene(matrix(2, 0.0, 0.95), Size.TWO_COLUMN);
    List<String> inks = new ArrayList<>();
    for (Mark mark : scene.marks()) {
      if (mark instanceof Mark.Text text && List.of("0", "95").contains(text.text())) {
        inks.add(text.text() + " " + text.colour().hex());
      }
    }
    // White on the darkest, black on the palest; the key's own 0 is in ink.
    assertThat(inks).contains("0 #000000", "95 #ffffff");
  }

  @Test
  void nothingToShowIsSaid() {
    assertThat(MatrixBands.scenes(matrix(0, 0.1), Size.TWO_COLUMN)).hasSize(1);
    assertThat(MatrixBands.scene(matrix(3), Size.TWO_COLUMN).texts())
        .anyMatch(text -> text.startsWith("Nothing to show"));
  }
}
