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

/** Draws a matrix as {@link MatrixLayout} has it. */
final class MatrixDrawing {
  /** Text smaller than this is not printed: nobody could read it. */
  static final double SMALLEST = 4.4;

  static final double MARGIN = 3;

  /** Few columns need not fill the sheet. */
  static final double WIDEST_CELL = 26;

  private final Matrix matrix;
  private final Size size;
  private final MatrixLayout layout;
  private final Canvas canvas;
  private final boolean numbered;
  private final CategoryColours colours;

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
    this.layout = new MatrixLayout(matrix, size, widest);
    List<String> groups = new ArrayList<>(matrix.groups());
    matrix.rows().forEach(row -> groups.add(row.group()));
    this.colours = new CategoryColours(groups);
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
    double y = keyed ? new MatrixKey(canvas, matrix, size, layout.small).draw(top) : top;
    y = rowLegend(y);
    y = columnGroups(y);
    return columns(rows(y) + 2);
  }

  /** Groups whose band is too short for their name, in a line; gives the y below it. */
  private double rowLegend(double top) {
    Set<String> hidden = new LinkedHashSet<>();
    if (layout.grouped) {
      for (Stages.Run run : layout.rowRuns) {
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
      String text =
          Typeface.fitting(CategoryColours.printed(group), layout.small, size.width() / 2);
      double width = layout.small + 3 + Typeface.width(text, layout.small) + 9;
      if (x > MARGIN && x + width > size.width() - MARGIN) {
        x = MARGIN;
        y += layout.small * 1.4;
      }
      canvas.rectangle(x, y, layout.small * 0.85, layout.small * 0.85, colours.colour(group));
      canvas.text(
          x + layout.small + 3,
          y + layout.small * 0.8,
          Anchor.START,
          layout.small,
          Colour.INK,
          text);
      x += width;
    }
    return y + layout.small * 1.4 + 2;
  }

  private String bandLabel(Stages.Run run) {
    String name = CategoryColours.printed(matrix.rows().get(run.from()).group());
    double room = run.size() * layout.rowHeight - 3;
    return whole(name, room);
  }

  /** A name if all of it fits: without its middle it would say too little. */
  private String whole(String name, double room) {
    String fitting = Typeface.fitting(name, layout.small, room);
    return fitting.equals(Typeface.drawable(Label.full(name))) ? fitting : "";
  }

  /** Names of stages above their columns, and the headings; gives the y of the first row. */
  private double columnGroups(double top) {
    double baseline = top + layout.small;
    boolean headings = !matrix.side().isEmpty() || !matrix.summary().isEmpty();
    double free = headings ? layout.left : 0;
    boolean any = false;
    for (Stages.Run run : layout.columnRuns) {
      String group = matrix.columns().get(run.from()).group();
      double from = layout.x(run.from());
      double to = layout.x(run.to() - 1) + layout.cellWidth - layout.gap;
      double middle = (from + to) / 2;
      double room = 2 * Math.min(middle - free, size.width() - MARGIN - middle);
      String label = whole(group, Math.max(to - from, Math.min(room, 10 * layout.small)));
      double width = Typeface.width(label, layout.small);
      if (group.isEmpty() || label.isEmpty() || middle - width / 2 < free) {
        continue;
      }
      any = true;
      canvas.text(middle, baseline, Anchor.MIDDLE, layout.small, Colour.INK, label);
      canvas.line(from, baseline + 2.2, to, baseline + 2.2, Colour.MUTED, 0.5);
      free = middle + width / 2 + 3;
    }
    if (!matrix.side().isEmpty()) {
      canvas.text(layout.left - 4, baseline, Anchor.END, layout.small, Colour.MUTED, matrix.side());
    }
    if (!matrix.summary().isEmpty()) {
      double at = layout.end() + 3 + layout.summaryWidth;
      if (at - Typeface.width(matrix.summary(), layout.small) >= Math.max(free, layout.end())) {
        canvas.text(at, baseline, Anchor.END, layout.small, Colour.MUTED, matrix.summary());
      }
    }
    return any || headings ? baseline + 4.5 : top;
  }

  private double rows(double top) {
    double y = top;
    for (Stages.Run run : layout.rowRuns) {
      if (y > top && layout.grouped) {
        y += MatrixLayout.GROUP_GAP;
      }
      double from = y;
      for (Row row : matrix.rows().subList(run.from(), run.to())) {
        row(row, y);
        y += layout.rowHeight;
      }
      if (layout.grouped) {
        band(run, from, y - layout.gap);
      }
    }
    return y;
  }

  private void band(Stages.Run run, double from, double to) {
    String group = matrix.rows().get(run.from()).group();
    Colour colour = colours.colour(group);
    Note note = Note.of("category", CategoryColours.printed(group));
    canvas.add(new Mark.Rectangle(MARGIN, from, layout.band, to - from, Paint.fill(colour), note));
    String label = bandLabel(run);
    if (!label.isEmpty()) {
      double x = MARGIN + layout.band / 2 + layout.small * Typeface.CAPITAL / 2;
      Colour ink = colour.isDark() ? Colour.PAPER : new Colour(0);
      canvas.upright(x, (from + to) / 2, Anchor.MIDDLE, layout.small, ink, label);
    }
  }

  private void row(Row row, double y) {
    double baseline = y + (layout.rowHeight - layout.gap) / 2 + layout.font * Typeface.CAPITAL / 2;
    String label = Names.fitting(row.label(), layout.font, layout.labelRoom);
    Note note = Note.of("row", Names.plain(row.name())).with("network", row.name());
    canvas.add(
        new Mark.Text(
            layout.labelRight, baseline, label, layout.font, Anchor.END, 0, Colour.INK, note));
    if (!row.side().isEmpty()) {
      canvas.text(layout.left - 4, baseline, Anchor.END, layout.small, Colour.MUTED, row.side());
    }
    String name = Names.plain(row.name());
    for (int column = 0; column < row.cells().size(); column++) {
      cell(row, name, column, y);
    }
    if (!row.summary().isEmpty()) {
      canvas.text(
          layout.end() + 3, baseline, Anchor.START, layout.small, Colour.MUTED, row.summary());
    }
  }

  private void cell(Row row, String name, int column, double y) {
    Cell cell = row.cells().get(column);
    double x = layout.x(column);
    double width = layout.cellWidth - layout.gap;
    double height = layout.rowHeight - layout.gap;
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
    double room = layout.cellWidth - layout.gap - 1.2;
    double fitting =
        Math.min(layout.small, layout.small * room / Typeface.width(text, layout.small));
    if (fitting >= SMALLEST) {
      Colour ink = ground.isDark() ? Colour.PAPER : new Colour(0);
      double baseline = y + fitting * Typeface.CAPITAL / 2;
      canvas.text(x, baseline, Anchor.MIDDLE, fitting, ink, text);
    }
  }

  /** Labels and summaries of columns; gives the y below them. */
  private double columns(double top) {
    double columnFont = Math.min(layout.small, layout.cellWidth * 0.92);
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
      double x =
          layout.x(i) + (layout.cellWidth - layout.gap) / 2 + columnFont * Typeface.CAPITAL / 2;
      canvas.upright(x, top, Anchor.END, columnFont, Colour.INK, labels.get(i));
      double below = top + labelHeight + 4;
      canvas.upright(x, below, Anchor.END, columnFont, Colour.MUTED, summaries.get(i));
    }
    return top + labelHeight + (summaryHeight > 0 ? 4 + summaryHeight : 0);
  }

  private static boolean finite(double value) {
    return Double.isFinite(value);
  }
}
