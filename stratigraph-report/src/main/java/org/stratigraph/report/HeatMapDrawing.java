package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.at;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.comparison.Stages;
import org.stratigraph.report.HeatMap.Column;
import org.stratigraph.report.HeatMap.Row;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/** Lays out and draws one heat map. */
final class HeatMapDrawing {
  /** Width of a figure that fills its column, in user units: pixels on screen, 0.7 px on A4. */
  static final double WIDTH = 920;

  private static final int MOST_COLUMNS = 60;
  private static final double WIDEST_CELL = 34;
  private static final double GROUP_GAP = 5;
  private static final double CELL_GAP = 1;
  private static final double HIGH_ROW = 28;
  private static final double ROW = 13;
  private static final double BAND_GAP = 16;
  private static final double LEGEND = 26;
  private static final double LABEL_SIZE = 10;
  private static final double MARGIN = 24;

  private final HeatMap map;
  private final String id;
  private final List<String> groups;
  private final List<Stages.Run> bands;
  private final double left;
  private final double right;
  private final double cell;
  private final double groupLabel;
  private final double bottomLabels;
  private final Drawing drawing = new Drawing();

  HeatMapDrawing(HeatMap map, String id) {
    this.map = map;
    this.id = id;
    this.groups = map.columns().stream().map(Column::group).toList();
    this.groupLabel = groups.stream().allMatch(String::isEmpty) ? 2 : 18;
    this.bands = Stages.pieces(groups, MOST_COLUMNS);
    this.left = widest(map.rows().stream().map(row -> rowLabel(row)).toList()) + 10;
    this.right = widest(map.rows().stream().map(Row::summary).toList()) + 10;
    double room = WIDTH - left - right;
    double smallest = WIDEST_CELL;
    for (Stages.Run band : bands) {
      smallest = Math.min(smallest, (room - gaps(band)) / band.size());
    }
    this.cell = Math.floor(smallest * 4) / 4;
    this.bottomLabels =
        widest(map.columns().stream().map(HeatMapDrawing::columnLabel).toList()) + 8;
  }

  /** One element a band, so that a page can break between them; the first has the legend. */
  List<String> panels() {
    List<String> panels = new ArrayList<>();
    for (Stages.Run band : bands) {
      String panel = id + (panels.size() + 1);
      double top = panels.isEmpty() ? LEGEND : 0;
      HeatMapDrawing of = new HeatMapDrawing(map, panel);
      Markup svg = of.frame(WIDTH, top + bandHeight());
      if (panels.isEmpty()) {
        of.legend();
      }
      of.band(band, top);
      panels.add(svg.add(of.drawing.markup()).close().toString());
    }
    return panels;
  }

  Markup standalone() {
    double heading = 50;
    double width = WIDTH + 2 * MARGIN;
    double height = height() + heading + 2 * MARGIN;
    Markup svg = new Markup();
    svg.verbatim("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    frame(svg, width, height);
    Drawing sheet = new Drawing();
    sheet.rectangle(0, 0, width, height, "#ffffff");
    sheet.text(MARGIN, MARGIN + 14, "start", 17, "ink", Label.of(map.title(), 100));
    sheet.text(MARGIN, MARGIN + 33, "start", 11.5, "muted", Label.of(map.subtitle(), 150));
    svg.add(sheet.markup());
    svg.open("g", "transform", "translate(" + at(MARGIN) + " " + at(MARGIN + heading) + ")");
    draw();
    return svg.add(drawing.markup()).close().close().verbatim("\n");
  }

  private Markup frame(double width, double height) {
    return frame(new Markup(), width, height);
  }

  /** Opens an element with its title, description and paints. */
  private Markup frame(Markup svg, double width, double height) {
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + at(width) + " " + at(height),
        "width",
        at(width),
        "height",
        at(height),
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc",
        "font-family",
        Drawing.FONT);
    head(svg);
    return svg;
  }

  private void head(Markup svg) {
    svg.element("title", Label.full(map.title()), "id", id + "-title");
    svg.element("desc", map.description(), "id", id + "-desc");
    svg.open("defs");
    svg.open("linearGradient", "id", id + "-scale");
    for (int i = 0; i < ColourScale.SEQUENTIAL.points(); i++) {
      double share = (double) i / (ColourScale.SEQUENTIAL.points() - 1);
      svg.empty(
          "stop",
          "offset",
          NumberText.decimal(share, 4),
          "stop-color",
          ColourScale.SEQUENTIAL.at(share).hex());
    }
    svg.close();
    svg.open(
        "pattern",
        "id",
        id + "-hatch",
        "width",
        "4",
        "height",
        "4",
        "patternUnits",
        "userSpaceOnUse",
        "patternTransform",
        "rotate(45)");
    svg.empty("rect", "width", "4", "height", "4", "fill", "#ffffff");
    svg.empty("rect", "width", "1", "height", "4", "fill", "#9aa0a6");
    svg.close().close();
  }

  private void draw() {
    legend();
    double top = LEGEND;
    for (Stages.Run band : bands) {
      band(band, top);
      top += bandHeight() + BAND_GAP;
    }
  }

  /** About as wide as the text is drawn; fonts differ. */
  private static double width(String text) {
    return 5.0 * text.length();
  }

  private void legend() {
    double bar = 120;
    double x = left;
    HeatMap.Legend legend = map.legend();
    drawing.text(x, 10, "start", LABEL_SIZE, "ink", legend.quantity());
    x += width(legend.quantity()) + 8;
    drawing.text(x, 10, "start", LABEL_SIZE, "muted", legend.low());
    x += width(legend.low()) + 7;
    drawing.rectangle(x, 2, bar, 9, "url(#" + id + "-scale)");
    x += bar + 7;
    drawing.text(x, 10, "start", LABEL_SIZE, "muted", legend.high());
    boolean gaps = map.rows().stream().anyMatch(row -> row.values().contains(Double.NaN));
    if (gaps) {
      x += width(legend.high()) + 24;
      drawing.rectangle(x, 2, 14, 9, "url(#" + id + "-hatch)");
      drawing.text(x + 20, 10, "start", LABEL_SIZE, "muted", "not measured");
    }
  }

  private void band(Stages.Run band, double top) {
    double cells = top + groupLabel;
    groupLabels(band, top);
    double y = cells;
    for (Row row : map.rows()) {
      double height = rowHeight(row);
      double baseline = y + height / 2 + 3.5;
      String ink = row.emphasised() ? "ink" : "muted";
      drawing.text(left - 8, baseline, "end", LABEL_SIZE, ink, rowLabel(row));
      cells(band, row, y, height);
      double end = x(band, band.to() - 1) + cell;
      drawing.text(end + 8, baseline, "start", LABEL_SIZE, ink, row.summary());
      y += height + CELL_GAP;
    }
    for (int column = band.from(); column < band.to(); column++) {
      String label = columnLabel(map.columns().get(column));
      drawing.upright(x(band, column) + cell / 2 + 3.4, y + 4, columnFont(), label);
    }
  }

  private void groupLabels(Stages.Run band, double top) {
    double free = 0;
    List<Stages.Run> runs = Stages.runs(groups.subList(band.from(), band.to()));
    for (int i = 0; i < runs.size(); i++) {
      String group = groups.get(band.from() + runs.get(i).from());
      double from = x(band, band.from() + runs.get(i).from());
      double to = x(band, band.from() + runs.get(i).to() - 1) + cell - CELL_GAP;
      double middle = (from + to) / 2;
      double next = i + 1 == runs.size() ? WIDTH - middle : spare(band, runs.get(i + 1), middle);
      double room = 2 * Math.min(middle - free, next);
      String label = fitting(group, Math.max(room, to - from));
      if (!label.isEmpty()) {
        drawing.text(middle, top + 9, "middle", LABEL_SIZE, "ink", label);
        drawing.line(from, top + 13.5, to, top + 13.5, "muted", 0.75);
        free = middle + Label.width(label, LABEL_SIZE) / 2 + GROUP_GAP;
      }
      free = Math.max(free, to + GROUP_GAP - 40);
    }
  }

  /** How far a label may reach beyond its middle before it meets the label of the next group. */
  private double spare(Stages.Run band, Stages.Run next, double middle) {
    String label = groups.get(band.from() + next.from());
    double from = x(band, band.from() + next.from());
    double to = x(band, band.from() + next.to() - 1) + cell;
    double half = Math.min(to - from, Label.width(Label.of(label, 28), LABEL_SIZE)) / 2;
    return (from + to) / 2 - half - GROUP_GAP - middle;
  }

  private void cells(Stages.Run band, Row row, double y, double height) {
    for (int column = band.from(); column < band.to(); column++) {
      double value = row.values().get(column);
      double x = x(band, column);
      boolean known = Double.isFinite(value);
      String title =
          Label.full(map.columns().get(column).name())
              + ", "
              + Label.full(row.label())
              + ": "
              + (known ? NumberText.percent(value) + " %" : "not measured");
      String fill = known ? ColourScale.SEQUENTIAL.at(value).hex() : "url(#" + id + "-hatch)";
      drawing.cell(x, y, cell - CELL_GAP, height, fill, title);
      if (known && row.emphasised()) {
        number(x + (cell - CELL_GAP) / 2, y + height / 2, value);
      }
    }
  }

  private void number(double x, double y, double value) {
    String text = NumberText.wholePercent(value);
    double size = Math.min(9.5, (cell - CELL_GAP - 1) / (text.length() * 0.56));
    drawing
        .markup()
        .element(
            "text",
            text,
            "x",
            at(x),
            "y",
            at(y + size * 0.36),
            "text-anchor",
            "middle",
            "font-size",
            at(size),
            "pointer-events",
            "none",
            "fill",
            ColourScale.SEQUENTIAL.at(value).isDark() ? "#ffffff" : "#000000");
  }

  /** Left edge of a column's cell. */
  private double x(Stages.Run band, int column) {
    int changes = 0;
    for (int i = band.from() + 1; i <= column; i++) {
      changes += groups.get(i).equals(groups.get(i - 1)) ? 0 : 1;
    }
    return left + (column - band.from()) * cell + changes * GROUP_GAP;
  }

  private double gaps(Stages.Run band) {
    return (Stages.runs(groups.subList(band.from(), band.to())).size() - 1) * GROUP_GAP;
  }

  private double columnFont() {
    return Math.min(LABEL_SIZE, cell - 2.5);
  }

  private double bandHeight() {
    double rows = map.rows().stream().mapToDouble(row -> rowHeight(row) + CELL_GAP).sum();
    return groupLabel + rows + bottomLabels;
  }

  private double height() {
    return LEGEND + bands.size() * (bandHeight() + BAND_GAP) - BAND_GAP;
  }

  private static double rowHeight(Row row) {
    return row.emphasised() ? HIGH_ROW : ROW;
  }

  private static String rowLabel(Row row) {
    return Label.of(row.label(), 32);
  }

  private static String columnLabel(Column column) {
    return Label.of(column.label(), 24);
  }

  /** As much of a group's label as fits; nothing where that would say too little. */
  private static String fitting(String group, double room) {
    for (int most = 28; most >= 5 && !group.isEmpty(); most--) {
      String label = Label.of(group, most);
      if (Label.width(label, LABEL_SIZE) <= room) {
        return label;
      }
    }
    return "";
  }

  private static double widest(List<String> labels) {
    List<Double> widths = new ArrayList<>(List.of(0.0));
    labels.forEach(label -> widths.add(Label.width(label, LABEL_SIZE)));
    return widths.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
