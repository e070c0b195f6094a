package org.stratigraph.view;

import static org.stratigraph.view.Numbers.at;

import java.util.OptionalDouble;
import org.stratigraph.scene.Markup;

/** The colour scale of a measure: a bar from pale to dark. */
final class Legend {
  private static final int STEPS = 24;
  static final double WIDTH = 168;
  static final double HEIGHT = 10;

  private Legend() {}

  /** The bar by itself, as narrow rectangles: a gradient would need an id. */
  static void addBar(Markup svg, double x, double y) {
    double step = WIDTH / STEPS;
    for (int i = 0; i < STEPS; i++) {
      svg.empty(
          "rect",
          "x",
          at(x + i * step),
          "y",
          at(y),
          "width",
          at(step + 0.3),
          "height",
          at(HEIGHT),
          "fill",
          Colours.sample(i / (STEPS - 1.0)));
    }
  }

  /** What the dark end of the bar stands for. */
  static String top(Measure measure, double top) {
    return Numbers.brief(measure.unit(), OptionalDouble.of(top));
  }
}
