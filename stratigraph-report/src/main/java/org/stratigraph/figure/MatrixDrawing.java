package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stratigraph.comparison.Stages;
import org.stratigraph.figure.Matrix.Cell;
import org.stratigraph.figure.Matrix.Column;
import org.stratigraph.figure.Matrix.Row;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.Typeface;

/** Lays a matrix out: every length follows from the width of the sheet and what is in it. */
final class MatrixDrawing {
  /** Text smaller than this is not printed: nobody could read it. */
  private static final double SMALLEST = 4.4;

  static final double MARGIN = 3;

  /** Few columns need not fill the sheet. */
  static final double WIDEST_CELL = 26;

  private static final double GROUP_GAP = 2;

  /** Of the columns' room, at most, between groups of them. */
  private static final double GAP_SHARE = 0.1;

  /** Of the width, for the labels of rows. */
  private static final double LABEL_SHARE = 0.3;

  private final Matrix matrix;
  private final Size size;
  private final double font;
  private final double small;
  private final Canvas canvas;
  private final boolean numbered;
  private final CategoryColours colours;
  private final List<Stages.Run> columnRuns;
  private final List<Stages.Run> rowRuns;
  private final boolean grouped;
  private final double band;
  private final double labelRight;
  private final double labelRoom;
  private final double left;
  private final double cellWidth;
  private final double gap;
  private final double groupGap;
  private final double summaryWidth;
  private final double rowHeight;

  MatrixDrawing(Matrix matrix, Size size) {
    this(matrix, size, new Canvas(), WIDEST_CELL, false);
  }

  /**
   * A drawing on a canvas.
   *
   * @param widest cell, in points
   * @param numbered whether cells hold their numbers where they fit
   */
  MatrixDrawing(Matrix matrix, Size size, Canvas canvas, double widest, boolean numbered) {
    this.matrix = matrix;
    this.size = size;
    this.canvas = canvas;
    this.numbered = numbered;
    this.font = size.font();
    this.small = Math.max(SMALLEST + 0.6, font - 1);
    List<String> rowGroups = matrix.rows().stream().map(Row::group).toList();
    List<String> columnGroups = matrix.columns().stream().map(Column::group).toList();
    List<String> allGroups = new ArrayList<>(matrix.groups());
    allGroups.addAll(rowGroups);
    this.colours = new CategoryColours(allGroups);
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
    this.labelRight = MARGIN + band + (grouped ? 3 : 0) + labelRoom;
    this.left = labelRight + side + 3;
    List<String> summaries = new ArrayList<>(matrix.rows().stream().map(Row::summary).toList());
    summaries.add(matrix.summary());
    this.summaryWidth =
        matrix.summary().isEmpty() ? 0 : Typeface.widest(drawable(summaries), small);
    double right = summaryWidth > 0 ? summaryWidth + 3 : 0;
    double room = size.width() - left - right - MARGIN;
    int runs = Math.max(0, columnRuns.size() - 1);
    this.groupGap = runs == 0 ? 0 : Math.min(GROUP_GAP, GAP_SHARE * room / runs);
    double gaps = runs * groupGap;
    int columns = Math.max(1, matrix.columns().size());
    this.cellWidth = Math.min(widest, Math.max(0.2, (room - gaps) / columns));
    this.rowHeight = Math.max(font * 1.16, Math.min(cellWidth, font * 1.6));
    this.gap = cellWidth < 2 ? 0 : cellWidth < 5 ? 0.3 : 0.5;
  }

  private static List<String> drawable(List<String> texts) {
    return texts.stream().map(Typeface::drawable).toList();
  }

  Scene scene() {
    if (matrix.rows().isEmpty() || matrix.columns().isEmpty()) {
      return Nothing.of(matrix.title(), "Nothing to show: no layer was measured.", size);
    }
    double bottom = draw(MARGIN, true);
    return canvas.scene(size.width(), bottom + MARGIN, matrix.title(), matrix.description());
  }

  /**
   * Draws on the canvas.
   *
   * @param top y of the upper end
   * @param keyed whether what colours mean stands above
   * @return y of the lower end
   */
  double draw(double top, boolean keyed) {
    double y = keyed ? new MatrixKey(canvas, matrix, size, small).draw(top) : top;
    y = rowLegend(y);
    y = columnGroups(y);
    return columns(rows(y) + 2);
  }

  /** The width of a cell with the gap beside it, in points. */
  double cellWidth() {
    return cellWidth;
  }

  /** Groups whose band is too short for their name, in a line; gives the y below it. */
  private double rowLegend(double top) {
    Set<String> hidden = new LinkedHashSet<>();
    if (grouped) {
      for (Stages.Run run : rowRuns) {
        String group = matrix.rows().get(run.from()).group();
        if (bandLabel(run).isEmpty()) {
          hidden.add(group);
        }
      }
    }
    if (hidden.isEmpty()) {
      return top;
    }
    double x = MARGIN;
    double y = top;
    for (String group : hidden) {
      String text = Typeface.fitting(CategoryColours.printed(group), small, size.width() / 2);
      double width = small + 3 + Typeface.width(text, small) + 9;
      if (x > MARGIN && x + width > size.width() - MARGIN) {
        x = MARGIN;
        y += small * 1.4;
      }
      canvas.rectangle(x, y, small * 0.85, small * 0.85, colours.colour(group));
      canvas.text(x + small + 3, y + small * 0.8, Anchor.START, small, Colour.INK, text);
      x += width;
    }
    return y + small * 1.4 + 2;
  }

  private String bandLabel(Stages.Run run) {
    String name = CategoryColours.printed(matrix.rows().get(run.from()).group());
    double room = run.size() * rowHeight - 3;
    return whole(name, room);
  }

  /** A name if all of it fits: without its middle it would say too little. */
  private String whole(String name, double room) {
    String fitting = Typeface.fitting(name, small, room);
    return fitting.equals(Typeface.drawable(Label.full(name))) ? fitting : "";
  }

  /** Names of stages above their columns, and the headings; gives the y of the first row. */
  private double columnGroups(double top) {
    double baseline = top + small;
    boolean headings = !matrix.side().isEmpty() || !matrix.summary().isEmpty();
    double free = headings ? left : 0;
    boolean any = false;
    for (Stages.Run run : columnRuns) {
      String group = matrix.columns().get(run.from()).group();
      double from = x(run.from());
      double to = x(run.to() - 1) + cellWidth - gap;
      double middle = (from + to) / 2;
      double room = 2 * Math.min(middle - free, size.width() - MARGIN - middle);
      String label = whole(group, Math.max(to - from, Math.min(room, 10 * small)));
      double width = Typeface.width(label, small);
      if (group.isEmpty() || label.isEmpty() || middle - width / 2 < free) {
        continue;
      }
      any = true;
      canvas.text(middle, baseline, Anchor.MIDDLE, small, Colour.INK, label);
      canvas.line(from, baseline + 2.2, to, baseline + 2.2, Colour.MUTED, 0.5);
      free = middle + width / 2 + 3;
    }
    if (!matrix.side().isEmpty()) {
      canvas.text(left - 4, baseline, Anchor.END, small, Colour.MUTED, matrix.side());
    }
    if (!matrix.summary().isEmpty()) {
      double at = end() + 3 + summaryWidth;
      if (at - Typeface.width(matrix.summary(), small) >= Math.max(free, end())) {
        canvas.text(at, baseline, Anchor.END, small, Colour.MUTED, matrix.summary());
      }
    }
    return any || headings ? baseline + 4.5 : top;
  }

  private double rows(double top) {
    double y = top;
    for (Stages.Run run : rowRuns) {
      if (y > top && grouped) {
        y += GROUP_GAP;
      }
      double from = y;
      for (Row row : matrix.rows().subList(run.from(), run.to())) {
        row(row, y);
        y += rowHeight;
      }
      if (grouped) {
        band(run, from, y - gap);
      }
    }
    return y;
  }

  private void band(Stages.Run run, double from, double to) {
    String group = matrix.rows().get(run.from()).group();
    Colour colour = colours.colour(group);
    Note note = Note.of("category", CategoryColours.printed(group));
    canvas.add(new Mark.Rectangle(MARGIN, from, band, to - from, Paint.fill(colour), note));
    String label = bandLabel(run);
    if (!label.isEmpty()) {
      double x = MARGIN + band / 2 + small * Typeface.CAPITAL / 2;
      Colour ink = colour.isDark() ? Colour.PAPER : new Colour(0);
      canvas.upright(x, (from + to) / 2, Anchor.MIDDLE, small, ink, label);
    }
  }

  private void row(Row row, double y) {
    double baseline = y + (rowHeight - gap) / 2 + font * Typeface.CAPITAL / 2;
    String label = Names.fitting(row.label(), font, labelRoom);
    Note note = Note.of("row", Names.plain(row.name())).with("network", row.name());
    canvas.add(new Mark.Text(labelRight, baseline, label, font, Anchor.END, 0, Colour.INK, note));
    if (!row.side().isEmpty()) {
      canvas.text(left - 4, baseline, Anchor.END, small, Colour.MUTED, row.side());
    }
    String name = Names.plain(row.name());
    for (int column = 0; column < row.cells().size(); column++) {
      cell(row, name, column, y);
    }
    if (!row.summary().isEmpty()) {
      canvas.text(end() + 3, baseline, Anchor.START, small, Colour.MUTED, row.summary());
    }
  }

  private void cell(Row row, String name, int column, double y) {
    Cell cell = row.cells().get(column);
    double x = x(column);
    double width = cellWidth - gap;
    double height = rowHeight - gap;
    boolean known = finite(cell.value());
    String value = known ? matrix.key().text().apply(cell.value()) : MatrixKey.UNKNOWN;
    String shown = name + ", " + Label.full(cell.layer()) + ": " + value;
    Note note =
        Note.of("cell", shown)
            .with("network", row.name())
            .with("layer", cell.layer())
            .with("value", cell.value());
    if (!known) {
      canvas.hatch(x, y, width, height, note);
      return;
    }
    Colour colour = matrix.key().colour(cell.value());
    canvas.add(new Mark.Rectangle(x, y, width, height, Paint.fill(colour), note));
    if (numbered) {
      number(matrix.key().tick().apply(cell.value()), x + width / 2, y + height / 2, colour);
    }
    if (cell.marked()) {
      MatrixKey.dot(canvas, x + width / 2, y + height / 2, Math.min(width, height), colour);
    }
  }

  /** A number in the middle of its cell; nothing if it would be too small to be read. */
  private void number(String text, double x, double y, Colour ground) {
    double room = cellWidth - gap - 1.2;
    double fitting = Math.min(small, small * room / Typeface.width(text, small));
    if (fitting >= SMALLEST) {
      Colour ink = ground.isDark() ? Colour.PAPER : new Colour(0);
      double baseline = y + fitting * Typeface.CAPITAL / 2;
      canvas.text(x, baseline, Anchor.MIDDLE, fitting, ink, text);
    }
  }

  /** Labels and summaries of columns; gives the y below them. */
  private double columns(double top) {
    double columnFont = Math.min(small, cellWidth * 0.92);
    if (columnFont < SMALLEST) {
      return top;
    }
    List<String> labels = new ArrayList<>();
    List<String> summaries = new ArrayList<>();
    for (Column column : matrix.columns()) {
      labels.add(Names.fitting(column.label(), columnFont, 90));
      summaries.add(Typeface.drawable(column.summary()));
    }
    double labelHeight = Typeface.widest(labels, columnFont);
    double summaryHeight = Typeface.widest(summaries, columnFont);
    for (int i = 0; i < labels.size(); i++) {
      double x = x(i) + (cellWidth - gap) / 2 + columnFont * Typeface.CAPITAL / 2;
      canvas.upright(x, top, Anchor.END, columnFont, Colour.INK, labels.get(i));
      double below = top + labelHeight + 4;
      canvas.upright(x, below, Anchor.END, columnFont, Colour.MUTED, summaries.get(i));
    }
    return top + labelHeight + (summaryHeight > 0 ? 4 + summaryHeight : 0);
  }

  /** Left edge of a column's cells. */
  private double x(int column) {
    int before = 0;
    while (column >= columnRuns.get(before).to()) {
      before++;
    }
    return left + column * cellWidth + before * groupGap;
  }

  private double end() {
    return x(matrix.columns().size() - 1) + cellWidth;
  }

  private static boolean finite(double value) {
    return Double.isFinite(value);
  }
}
