package org.stratigraph.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Point;
import org.stratigraph.scene.Scene;

/**
 * A heat map for paper and for browsers without script: tens of thousands of cells as one path a
 * colour, so that a page with several of them stays small and opens at once. What cells say when
 * they are pointed at is lost; the script has it from the data.
 */
final class CompactScene {
  /** Levels of a colour are rounded to multiples of this; nobody sees the difference. */
  private static final int STEP = 4;

  private CompactScene() {}

  /** The same scene, its cells merged. Cells do not overlap, so their order does not matter. */
  static Scene of(Scene scene) {
    Map<Colour, List<List<Point>>> cells = new LinkedHashMap<>();
    for (Mark mark : scene.marks("cell")) {
      if (mark instanceof Mark.Rectangle cell && cell.paint().fill().isPresent()) {
        cells
            .computeIfAbsent(rounded(cell.paint().fill().get()), colour -> new ArrayList<>())
            .add(corners(cell));
      }
    }
    List<Mark> marks = new ArrayList<>();
    boolean merged = false;
    for (Mark mark : scene.marks()) {
      if (!(mark instanceof Mark.Rectangle) || !mark.note().kind().equals("cell")) {
        marks.add(mark);
      } else if (!merged) {
        merged = true;
        cells.forEach(
            (colour, pieces) ->
                marks.add(new Mark.Path(pieces, true, Paint.fill(colour), Note.of("cell"))));
      }
    }
    return new Scene(scene.width(), scene.height(), scene.title(), scene.description(), marks);
  }

  private static Colour rounded(Colour colour) {
    return new Colour(
        rounded(colour.red()) << 16 | rounded(colour.green()) << 8 | rounded(colour.blue()));
  }

  private static int rounded(int level) {
    return Math.min(255, (level + STEP / 2) / STEP * STEP);
  }

  private static List<Point> corners(Mark.Rectangle cell) {
    double right = cell.x() + cell.width();
    double bottom = cell.y() + cell.height();
    return List.of(
        new Point(cell.x(), cell.y()),
        new Point(right, cell.y()),
        new Point(right, bottom),
        new Point(cell.x(), bottom));
  }
}
