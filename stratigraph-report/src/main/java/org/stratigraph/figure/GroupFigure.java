package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.GroupMeans;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Point;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.Typeface;

/** Mean criticality of groups of layers, a curve a category: by stage, and by place in a block. */
public final class GroupFigure {
  private static final double MARGIN = 3;

  private GroupFigure() {}

  /** By the stages of the networks. */
  public static Scene stages(Comparison comparison, Size size) {
    GroupMeans means = GroupMeans.byStage(comparison);
    return of(means, "Criticality by stage", "stage", true, size);
  }

  /** By the places of layers in their blocks. */
  public static Scene operators(Comparison comparison, Size size) {
    GroupMeans means = GroupMeans.byOperator(comparison);
    return of(means, "Criticality by operator", "place in a block", false, size);
  }

  private static Scene of(GroupMeans means, String title, String what, boolean ordered, Size size) {
    boolean known =
        means.rows().stream().flatMap(row -> row.means().stream()).anyMatch(Double::isFinite);
    if (!known) {
      return Nothing.of(
          title, "Nothing to show: the names of the layers tell no " + what + ".", size);
    }
    Canvas canvas = new Canvas();
    double radius = size.font() * 0.36;
    double top = legend(canvas, means, size, radius);
    double height = size.width() * (size == Size.ONE_COLUMN ? 0.66 : 0.4);
    List<String> groups = means.groups();
    Axis x = new Axis("", -0.5, groups.size() - 0.5, false, 0, List.of());
    Plot plot =
        new Plot(
            canvas,
            x,
            Axis.percent("Mean criticality (%)", 0, 1, 5),
            new Point(MARGIN, top),
            new Point(size.width() - MARGIN, top + height),
            size);
    double small = size.font() - 0.5;
    for (int i = 0; i < groups.size(); i++) {
      double room = (plot.right() - plot.left()) / groups.size() - 2;
      String name = Names.fitting(groups.get(i), small, room);
      double baseline = plot.bottom() + 5 + small * Typeface.CAPITAL;
      canvas.text(plot.x(i), baseline, Anchor.MIDDLE, small, Colour.INK, name);
    }
    for (int row = 0; row < means.rows().size(); row++) {
      draw(canvas, plot, means, row, ordered, radius);
    }
    return canvas.scene(
        size.width(),
        top + height + MARGIN,
        title,
        "Mean over networks of each one's mean criticality over its layers of a " + what + ".");
  }

  private static double legend(Canvas canvas, GroupMeans means, Size size, double radius) {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int row = 0; row < means.rows().size(); row++) {
      Marker marker = marker(row);
      Paint paint = Paint.fill(colour(row));
      entries.add(
          new Legend.Entry(
              name(means.rows().get(row)), Legend.marker(canvas, marker, paint, radius)));
    }
    double width = size.width() - 2 * MARGIN;
    return Legend.draw(canvas, entries, MARGIN, MARGIN, width, size.font());
  }

  private static String name(GroupMeans.Row row) {
    Optional<String> category = row.category();
    return category.map(CategoryColours::printed).orElse("all") + " (" + row.networks() + ")";
  }

  /** The first row is of all networks and has ink; categories have the colours of other figures. */
  private static Colour colour(int row) {
    return row == 0 ? Colour.INK : CategoryColours.colour(row - 1);
  }

  private static Marker marker(int row) {
    return row == 0 ? Marker.CIRCLE : CategoryColours.marker(row - 1);
  }

  private static void draw(
      Canvas canvas, Plot plot, GroupMeans means, int row, boolean ordered, double radius) {
    GroupMeans.Row of = means.rows().get(row);
    // Beside each other, so that none hides another.
    int rows = means.rows().size();
    double shift = rows == 1 ? 0 : ((double) row / (rows - 1) - 0.5) * 0.5;
    List<List<Point>> pieces = new ArrayList<>();
    List<Point> piece = new ArrayList<>();
    for (int i = 0; i < of.means().size(); i++) {
      if (Double.isFinite(of.means().get(i))) {
        piece.add(new Point(plot.x(i + shift), plot.y(of.means().get(i))));
      } else if (!piece.isEmpty()) {
        pieces.add(piece);
        piece = new ArrayList<>();
      }
    }
    pieces.add(piece);
    List<List<Point>> lines = pieces.stream().filter(p -> p.size() > 1).toList();
    if (ordered && !lines.isEmpty()) {
      double width = row == 0 ? 0.9 : 0.5;
      canvas.add(new Mark.Path(lines, false, Paint.line(colour(row), width), Note.NONE));
    }
    for (int i = 0; i < of.means().size(); i++) {
      double mean = of.means().get(i);
      if (Double.isFinite(mean)) {
        String told = name(of) + ", " + means.groups().get(i) + ": " + NumberText.percentSign(mean);
        Note note =
            new Note("group", told, Map.of())
                .with("category", of.category().orElse(""))
                .with("group", means.groups().get(i))
                .with("value", mean);
        Paint paint = Paint.fill(colour(row)).withLine(Colour.PAPER, 0.3);
        marker(row).draw(canvas, plot.x(i + shift), plot.y(mean), radius, paint, note);
      }
    }
  }
}
