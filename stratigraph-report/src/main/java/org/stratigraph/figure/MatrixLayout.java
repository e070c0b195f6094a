package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.comparison.Stages;
import org.stratigraph.figure.Matrix.Column;
import org.stratigraph.figure.Matrix.Row;
import org.stratigraph.scene.Typeface;

/**
 * Where the parts of a matrix stand: every length, in points, follows from the width of the sheet
 * and what is in it.
 */
final class MatrixLayout {
  static final double GROUP_GAP = 2;

  /** Of the columns' room, at most, between groups of them. */
  private static final double GAP_SHARE = 0.1;

  /** Of the width, for the labels of rows. */
  private static final double LABEL_SHARE = 0.3;

  /** The size of most text, and of what is beside it. */
  final double font;

  final double small;

  /** Neighbours of one group. */
  final List<Stages.Run> columnRuns;

  final List<Stages.Run> rowRuns;

  /** Whether rows have groups, shown by a band of this width. */
  final boolean grouped;

  final double band;

  /** Where the labels of rows end, and the room that they have. */
  final double labelRight;

  final double labelRoom;

  /** Left edge of the first column. */
  final double left;

  /** With the gap beside it. */
  final double cellWidth;

  final double rowHeight;

  /** Between cells, and further between groups of columns. */
  final double gap;

  final double groupGap;

  /** Of the column of summaries; 0 without one. */
  final double summaryWidth;

  private final int columns;

  /**
   * Lays a matrix out.
   *
   * @param widest cell
   */
  MatrixLayout(Matrix matrix, Size size, double widest) {
    this.font = size.font();
    this.small = Math.max(MatrixDrawing.SMALLEST + 0.6, font - 1);
    List<String> rowGroups = matrix.rows().stream().map(Row::group).toList();
    List<String> columnGroups = matrix.columns().stream().map(Column::group).toList();
    this.columnRuns = Stages.runs(columnGroups);
    this.rowRuns = Stages.runs(rowGroups);
    this.grouped = rowGroups.stream().anyMatch(group -> !group.isEmpty());
    this.band = grouped ? font * 1.35 : 0;
    List<String> labels = matrix.rows().stream().map(row -> Names.plain(row.label())).toList();
    double most = size.width() * LABEL_SHARE;
    this.labelRoom = Math.min(most, Typeface.widest(drawable(labels), font));
    List<String> sides = new ArrayList<>(matrix.rows().stream().map(Row::side).toList());
    sides.add(matrix.side());
    double side = matrix.side().isEmpty() ? 0 : Typeface.widest(drawable(sides), small) + 4;
    this.labelRight = MatrixDrawing.MARGIN + band + (grouped ? 3 : 0) + labelRoom;
    this.left = labelRight + side + 3;
    List<String> summaries = new ArrayList<>(matrix.rows().stream().map(Row::summary).toList());
    summaries.add(matrix.summary());
    this.summaryWidth =
        matrix.summary().isEmpty() ? 0 : Typeface.widest(drawable(summaries), small);
    double right = summaryWidth > 0 ? summaryWidth + 3 : 0;
    double room = size.width() - left - right - MatrixDrawing.MARGIN;
    int runs = Math.max(0, columnRuns.size() - 1);
    this.groupGap = runs == 0 ? 0 : Math.min(GROUP_GAP, GAP_SHARE * room / runs);
    double gaps = runs * groupGap;
    this.columns = matrix.columns().size();
    this.cellWidth = Math.min(widest, Math.max(0.2, (room - gaps) / Math.max(1, columns)));
    this.rowHeight = Math.max(font * 1.16, Math.min(cellWidth, font * 1.6));
    this.gap = cellWidth < 2 ? 0 : cellWidth < 5 ? 0.3 : 0.5;
  }

  private static List<String> drawable(List<String> texts) {
    return texts.stream().map(Typeface::drawable).toList();
  }

  /** Left edge of a column's cells. */
  double x(int column) {
    int before = 0;
    while (column >= columnRuns.get(before).to()) {
      before++;
    }
    return left + column * cellWidth + before * groupGap;
  }

  /** Right edge of the last column, with the gap beside it. */
  double end() {
    return x(columns - 1) + cellWidth;
  }
}
