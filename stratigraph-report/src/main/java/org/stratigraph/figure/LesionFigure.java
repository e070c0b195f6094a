package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.lesion.LesionGroup;
import org.stratigraph.lesion.LesionResult.CurvePoint;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Scene;

/** How well a network predicts without more and more of its blocks. */
public final class LesionFigure {
  private LesionFigure() {}

  /**
   * A curve a group of blocks, with one standard deviation over draws around it.
   *
   * @param original score of the untouched network, a fraction; NaN if not known
   * @param score what scores are, such as {@code accuracy}
   */
  public static Scene of(List<CurvePoint> points, double original, String score, Size size) {
    List<Curves.Series> series = new ArrayList<>();
    int most = 1;
    List<LesionGroup> groups = List.of(LesionGroup.values());
    for (LesionGroup group : groups) {
      List<Curves.Value> values = new ArrayList<>();
      for (CurvePoint point : points) {
        if (point.group() == group) {
          if (values.isEmpty()) {
            values.add(Curves.Value.of(0, original));
          }
          most = Math.max(most, point.removed());
          values.add(
              new Curves.Value(
                  point.removed(),
                  point.mean(),
                  Math.max(0, point.mean() - point.sd()),
                  Math.min(1, point.mean() + point.sd())));
        }
      }
      if (!values.isEmpty()) {
        String name = group == LesionGroup.ALL ? "any blocks" : group.label() + " blocks";
        Colour colour = CategoryColours.colour(groups.indexOf(group));
        series.add(
            new Curves.Series(
                name.replace("others blocks", "other blocks"), colour, false, true, values));
      }
    }
    String title = "Lesions";
    if (!Range.isKnown(series)) {
      return Nothing.of(title, "Nothing to show: no draw of blocks was measured.", size);
    }
    String quantity = Character.toUpperCase(score.charAt(0)) + score.substring(1) + " (%)";
    Curves.Panel panel =
        new Curves.Panel(Axis.percent(quantity, 0, 1, 5), series, NumberText::percentSign);
    return new Curves(
            title,
            "Mean "
                + score
                + " over draws by how many blocks are removed, with one standard"
                + " deviation.",
            Axis.counted("Removed blocks", 0, most, 10),
            List.of(panel),
            most <= 20)
        .scene(size);
  }
}
