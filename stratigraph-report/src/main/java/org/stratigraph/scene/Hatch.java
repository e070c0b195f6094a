package org.stratigraph.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * Oblique lines across a rectangle, computed rather than left to a pattern, because not every
 * format has patterns. Lines of neighbouring rectangles meet.
 */
final class Hatch {
  private static final double STEP = 2.6;

  private Hatch() {}

  /** Lines where x + y is a multiple of the step, cut at the rectangle. */
  static List<List<Point>> lines(double x, double y, double width, double height) {
    List<List<Point>> lines = new ArrayList<>();
    double last = x + y + width + height;
    for (long i = (long) Math.floor((x + y) / STEP) + 1; i * STEP < last; i++) {
      double sum = i * STEP;
      double left = Math.max(x, sum - y - height);
      double right = Math.min(x + width, sum - y);
      if (right > left) {
        lines.add(List.of(new Point(left, sum - left), new Point(right, sum - right)));
      }
    }
    return lines;
  }
}
