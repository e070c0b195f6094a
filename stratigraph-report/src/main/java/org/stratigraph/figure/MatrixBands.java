package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.comparison.Stages;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Scene;

/**
 * A matrix of few rows and any number of columns: in bands one below the other, cut between groups
 * of columns where that is possible, so that cells stay large enough to hold their numbers.
 */
public final class MatrixBands {
  /** At two columns' width a cell of this many then has a number in it. */
  private static final int MOST_COLUMNS = 30;

  private static final double BETWEEN = 10;

  private final List<Matrix> pieces;
  private final Size size;
  private final double cell;

  private MatrixBands(Matrix matrix, Size size) {
    this.size = size;
    this.pieces = pieces(matrix);
    // Cells are alike in all bands, as wide as the fullest one allows.
    this.cell =
        pieces.stream()
            .mapToDouble(
                piece -> new MatrixLayout(piece, size, MatrixDrawing.WIDEST_CELL).cellWidth)
            .min()
            .orElse(MatrixDrawing.WIDEST_CELL);
  }

  /** One scene a band, so that a page can break between them; the first says what colours mean. */
  public static List<Scene> scenes(Matrix matrix, Size size) {
    MatrixBands bands = new MatrixBands(matrix, size);
    List<Scene> scenes = new ArrayList<>();
    for (Matrix piece : bands.pieces) {
      Canvas canvas = new Canvas();
      double bottom = bands.drawing(piece, canvas).draw(MatrixDrawing.MARGIN, scenes.isEmpty());
      scenes.add(scene(matrix, size, canvas, bottom));
    }
    return scenes.isEmpty() ? List.of(matrix.scene(size)) : scenes;
  }

  /** All bands on one sheet. */
  public static Scene scene(Matrix matrix, Size size) {
    MatrixBands bands = new MatrixBands(matrix, size);
    if (bands.pieces.isEmpty()) {
      return matrix.scene(size);
    }
    Canvas canvas = new Canvas();
    double bottom = MatrixDrawing.MARGIN;
    for (int i = 0; i < bands.pieces.size(); i++) {
      double top = i == 0 ? bottom : bottom + BETWEEN;
      bottom = bands.drawing(bands.pieces.get(i), canvas).draw(top, i == 0);
    }
    return scene(matrix, size, canvas, bottom);
  }

  private MatrixDrawing drawing(Matrix piece, Canvas canvas) {
    return new MatrixDrawing(piece, size, canvas, cell, true);
  }

  private static Scene scene(Matrix matrix, Size size, Canvas canvas, double bottom) {
    return canvas.scene(
        size.width(), bottom + MatrixDrawing.MARGIN, matrix.title(), matrix.description());
  }

  private static List<Matrix> pieces(Matrix matrix) {
    if (matrix.rows().isEmpty()) {
      return List.of();
    }
    List<String> groups = matrix.columns().stream().map(Matrix.Column::group).toList();
    return Stages.pieces(groups, MOST_COLUMNS).stream().map(run -> piece(matrix, run)).toList();
  }

  private static Matrix piece(Matrix matrix, Stages.Run run) {
    List<Matrix.Row> rows = new ArrayList<>();
    for (Matrix.Row row : matrix.rows()) {
      List<Matrix.Cell> cells = row.cells().subList(run.from(), run.to());
      rows.add(
          new Matrix.Row(row.name(), row.label(), row.side(), row.group(), cells, row.summary()));
    }
    return new Matrix(
        matrix.title(),
        matrix.description(),
        matrix.subtitle(),
        matrix.key(),
        matrix.columns().subList(run.from(), run.to()),
        rows,
        matrix.groups(),
        matrix.side(),
        matrix.summary());
  }
}
