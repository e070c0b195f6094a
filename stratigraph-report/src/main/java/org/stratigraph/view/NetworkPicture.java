package org.stratigraph.view;

import static org.stratigraph.view.Numbers.at;

import java.util.Map;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;

/** A level as an SVG file of its own, with its title and colour scale. */
final class NetworkPicture {
  private static final String FONT =
      "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";
  private static final double HEAD = 62;
  private static final double NARROWEST = 380;

  private NetworkPicture() {}

  static String of(NetworkView view, Detail detail, int measure) {
    LevelDrawing drawing = new LevelDrawing(view.level(detail), view.measures());
    Measure shown = view.measures().get(measure);
    double width = Math.max(NARROWEST, drawing.width());
    double height = HEAD + drawing.height();
    Markup svg = new Markup();
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
        "font-family",
        FONT);
    String title = Label.of(view.name(), (int) ((width - 32) / 9));
    svg.element("title", title + ": " + Label.of(shown.label(), 80));
    svg.empty("rect", "width", at(width), "height", at(height), "fill", "#ffffff");
    text(svg, 16, 24, "15", "#1a1a1a", title);
    text(svg, 16, 44, "11", "#5f6368", Label.of(shown.label(), 36));
    double bar = width - 16 - Legend.WIDTH - 50;
    text(svg, bar - 10, 44, "11", "#5f6368", "0");
    Legend.addBar(svg, bar, 36);
    text(svg, bar + Legend.WIDTH + 5, 44, "11", "#5f6368", Legend.top(shown, drawing.top(measure)));
    double aside = (width - drawing.width()) / 2;
    svg.open("g", "transform", "translate(" + at(aside) + " " + at(HEAD) + ")");
    drawing.addTo(svg, measure, Map.of());
    return svg.close().close().verbatim("\n").toString();
  }

  private static void text(
      Markup svg, double x, double y, String size, String colour, String text) {
    svg.element("text", text, "x", at(x), "y", at(y), "font-size", size, "fill", colour);
  }
}
