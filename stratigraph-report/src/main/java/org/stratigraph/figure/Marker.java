package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Point;

/** Shapes that stand for a point of data; all look equally large. */
enum Marker {
  CIRCLE(0, 0),
  SQUARE(4, 45),
  TRIANGLE(3, -90),
  DIAMOND(4, 0),
  TRIANGLE_DOWN(3, 90);

  private final int corners;
  private final double turn;

  Marker(int corners, double turn) {
    this.corners = corners;
    this.turn = turn;
  }

  /** Draws one with the area of a circle of the radius. */
  void draw(Canvas canvas, double x, double y, double radius, Paint paint, Note note) {
    if (corners == 0) {
      canvas.add(new Mark.Circle(x, y, radius, paint, note));
      return;
    }
    // A regular polygon of circumradius r has the area corners / 2 r^2 sin(2 pi / corners).
    double angle = 2 * Math.PI / corners;
    double reach = radius * Math.sqrt(2 * Math.PI / (corners * Math.sin(angle)));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      double at = Math.toRadians(turn) + i * angle;
      points.add(new Point(x + reach * Math.cos(at), y + reach * Math.sin(at)));
    }
    canvas.add(new Mark.Path(List.of(points), true, paint, note));
  }
}
