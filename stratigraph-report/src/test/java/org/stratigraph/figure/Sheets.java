package org.stratigraph.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Point;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.Typeface;

/** What must hold of every figure. */
final class Sheets {
  private Sheets() {}

  /** Nothing lies outside of the sheet, and no text is too small to be read. */
  static void assertInside(Scene scene) {
    for (Mark mark : scene.marks()) {
      for (Point corner : corners(mark)) {
        assertThat(corner.x()).as("%s", mark).isBetween(-0.01, scene.width() + 0.01);
        assertThat(corner.y()).as("%s", mark).isBetween(-0.01, scene.height() + 0.01);
      }
      if (mark instanceof Mark.Text text) {
        assertThat(text.size()).as(text.text()).isGreaterThanOrEqualTo(4.4);
      }
    }
  }

  private static List<Point> corners(Mark mark) {
    List<Point> corners = new ArrayList<>();
    if (mark instanceof Mark.Rectangle r) {
      corners.add(new Point(r.x(), r.y()));
      corners.add(new Point(r.x() + r.width(), r.y() + r.height()));
    } else if (mark instanceof Mark.Circle c) {
      corners.add(new Point(c.x() - c.radius(), c.y() - c.radius()));
      corners.add(new Point(c.x() + c.radius(), c.y() + c.radius()));
    } else if (mark instanceof Mark.Path path) {
      path.pieces().forEach(corners::addAll);
    } else if (mark instanceof Mark.Text text) {
      double width = Typeface.width(text.text(), text.size());
      double before =
          text.anchor() == Anchor.START ? 0 : text.anchor() == Anchor.MIDDLE ? width / 2 : width;
      double turn = Math.toRadians(text.rotation());
      for (double along : new double[] {-before, width - before}) {
        for (double up : new double[] {0, text.size() * Typeface.CAPITAL}) {
          corners.add(
              new Point(
                  text.x() + along * Math.cos(turn) + up * Math.sin(turn),
                  text.y() + along * Math.sin(turn) - up * Math.cos(turn)));
        }
      }
    }
    return corners;
  }
}
