package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Point;
import org.stratigraph.scene.Scene;

/**
 * Series of numbers as curves in one or more panels with a common x.
 *
 * @param title what is shown
 * @param description the same in a few sentences
 * @param x its axis
 * @param panels from top to bottom
 * @param markers whether every number has a marker; otherwise only those without a neighbour
 */
record Curves(String title, String description, Axis x, List<Panel> panels, boolean markers) {
  /**
   * One pair of axes.
   *
   * @param y its axis
   * @param series drawn in order
   * @param text how a number is told in a tooltip
   */
  record Panel(Axis y, List<Series> series, DoubleFunction<String> text) {
    Panel {
      series = List.copyOf(series);
    }
  }

  /**
   * One curve.
   *
   * @param name for the legend and tooltips
   * @param colour of it
   * @param dashed whether its line is dashed
   * @param named whether the legend has it
   * @param points in order of x; NaN interrupts the curve
   */
  record Series(String name, Colour colour, boolean dashed, boolean named, List<Value> points) {
    Series {
      points = List.copyOf(points);
    }
  }

  /**
   * One number.
   *
   * @param x where
   * @param y its value; NaN for none
   * @param low lower end of the band around it; NaN for none
   * @param high upper end
   */
  record Value(double x, double y, double low, double high) {
    /** A number without a band. */
    static Value of(double x, double y) {
      return new Value(x, y, Double.NaN, Double.NaN);
    }

    boolean known() {
      return Double.isFinite(y);
    }
  }

  Curves {
    panels = List.copyOf(panels);
  }

  Scene scene(Size size) {
    Canvas canvas = new Canvas();
    double margin = 3;
    double y = legend(canvas, size, margin);
    double height =
        size.width() * (size == Size.ONE_COLUMN ? 0.62 : 0.42) / (panels.size() > 1 ? 1.3 : 1);
    double names =
        panels.stream().mapToDouble(panel -> Plot.nameRoom(panel.y(), size)).max().orElse(0);
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      boolean last = i == panels.size() - 1;
      Point from = new Point(margin, y);
      Point to = new Point(size.width() - margin, y + height);
      Plot plot = new Plot(canvas, last ? x : x.untitled(), panel.y(), from, to, size, names);
      panel.series().forEach(series -> band(canvas, plot, series));
      panel.series().forEach(series -> draw(canvas, plot, series, panel, size));
      y += height + 4;
    }
    return canvas.scene(size.width(), y, title, description);
  }

  private double legend(Canvas canvas, Size size, double margin) {
    List<Legend.Entry> entries = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Panel panel : panels) {
      for (Series series : panel.series()) {
        if (series.named() && !names.contains(series.name())) {
          names.add(series.name());
          entries.add(new Legend.Entry(series.name(), Legend.line(canvas, paint(series))));
        }
      }
    }
    double width = size.width() - 2 * margin;
    return Legend.draw(canvas, entries, margin, margin, width, size.font() - 0.5);
  }

  private static Paint paint(Series series) {
    Paint line = Paint.line(series.colour(), 1);
    return series.dashed() ? line.withDashes(3, 1.8) : line;
  }

  private static void band(Canvas canvas, Plot plot, Series series) {
    List<Point> upper = new ArrayList<>();
    List<Point> lower = new ArrayList<>();
    for (Value value : series.points()) {
      if (Double.isFinite(value.low()) && Double.isFinite(value.high())) {
        upper.add(new Point(plot.x(value.x()), plot.y(value.high())));
        lower.add(new Point(plot.x(value.x()), plot.y(value.low())));
      }
    }
    if (upper.size() < 2) {
      return;
    }
    Collections.reverse(lower);
    upper.addAll(lower);
    Paint paint = Paint.fill(series.colour()).withOpacity(0.18);
    Note note = Note.of("band").with("series", series.name());
    canvas.add(new Mark.Path(List.of(upper), true, paint, note));
  }

  private void draw(Canvas canvas, Plot plot, Series series, Panel panel, Size size) {
    List<List<Point>> pieces = new ArrayList<>();
    List<Point> piece = new ArrayList<>();
    for (Value value : series.points()) {
      if (value.known()) {
        piece.add(new Point(plot.x(value.x()), plot.y(value.y())));
      } else if (!piece.isEmpty()) {
        pieces.add(piece);
        piece = new ArrayList<>();
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(piece);
    }
    List<List<Point>> lines = pieces.stream().filter(p -> p.size() > 1).toList();
    Note note = Note.of("curve", Label.full(series.name())).with("series", series.name());
    if (!lines.isEmpty()) {
      canvas.add(new Mark.Path(lines, false, paint(series), note));
    }
    boolean lonely = pieces.stream().anyMatch(p -> p.size() == 1);
    if (!markers && !lonely) {
      return;
    }
    for (Value value : series.points()) {
      if (value.known()) {
        String told =
            Label.full(series.name())
                + ", "
                + x.title()
                + " "
                + NumberText.at(value.x())
                + ": "
                + panel.text().apply(value.y());
        Note point =
            Note.of("point", told)
                .with("series", series.name())
                .with("x", value.x())
                .with("value", value.y());
        canvas.add(
            new Mark.Circle(
                plot.x(value.x()),
                plot.y(value.y()),
                size.font() * 0.2,
                Paint.fill(series.colour()),
                point));
      }
    }
  }
}
