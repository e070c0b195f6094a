package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.at;

import java.util.Arrays;
import org.stratigraph.scene.Markup;

/**
 * The few shapes that the figures are made of, as SVG. Colours are presentation attributes, so that
 * a standalone file needs no style sheet; the classes {@code ink}, {@code muted} and {@code rule}
 * let a page restyle them for a dark screen.
 */
final class Drawing {
  /** Text and marks. */
  static final String INK = "#1a1a1a";

  /** Secondary text and marks. */
  static final String MUTED = "#5f6368";

  /** Grid lines. */
  static final String RULE = "#d5d7da";

  /** Marks that must stand out from ink, also in grey: the middle of the colour scale. */
  static final String ACCENT = "#b73779";

  /** The faces of the figures, found on every system. */
  static final String FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

  private final Markup markup = new Markup();

  Markup markup() {
    return markup;
  }

  void line(double x1, double y1, double x2, double y2, String ink, double width) {
    markup.empty("line", lineAttributes(x1, y1, x2, y2, ink, width));
  }

  void dashed(double x1, double y1, double x2, double y2, String dashes) {
    String[] solid = lineAttributes(x1, y1, x2, y2, "muted", 1);
    String[] all = Arrays.copyOf(solid, solid.length + 2);
    all[solid.length] = "stroke-dasharray";
    all[solid.length + 1] = dashes;
    markup.empty("line", all);
  }

  private static String[] lineAttributes(
      double x1, double y1, double x2, double y2, String ink, double width) {
    return new String[] {
      "x1",
      at(x1),
      "y1",
      at(y1),
      "x2",
      at(x2),
      "y2",
      at(y2),
      "class",
      "s-" + ink,
      "stroke",
      colour(ink),
      "stroke-width",
      at(width)
    };
  }

  /** A filled rectangle; opens nothing. */
  void rectangle(double x, double y, double width, double height, String fill) {
    markup.empty("rect", rectangleAttributes(x, y, width, height, fill));
  }

  /** A filled rectangle that says what it is when pointed at. */
  void cell(double x, double y, double width, double height, String fill, String title) {
    markup.open("rect", rectangleAttributes(x, y, width, height, fill));
    markup.element("title", title).close();
  }

  private static String[] rectangleAttributes(
      double x, double y, double width, double height, String fill) {
    return new String[] {
      "x", at(x), "y", at(y), "width", at(width), "height", at(height), "fill", fill
    };
  }

  /** A filled disc. */
  void disc(double x, double y, double radius) {
    markup.empty(
        "circle", "cx", at(x), "cy", at(y), "r", at(radius), "class", "f-ink", "fill", INK);
  }

  /** An open circle on paper, in the accent colour. */
  void ring(double x, double y, double radius) {
    markup.empty(
        "circle",
        "cx",
        at(x),
        "cy",
        at(y),
        "r",
        at(radius),
        "class",
        "ring",
        "fill",
        "#ffffff",
        "stroke",
        ACCENT,
        "stroke-width",
        "1");
  }

  /**
   * One line of text on its baseline.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  void text(double x, double y, String anchor, double size, String ink, String text) {
    markup.element(
        "text",
        text,
        "x",
        at(x),
        "y",
        at(y),
        "text-anchor",
        anchor,
        "font-size",
        at(size),
        "class",
        "f-" + ink,
        "fill",
        colour(ink));
  }

  /** Text that reads upwards and ends at the point. */
  void upright(double x, double y, double size, String text) {
    markup.element(
        "text",
        text,
        "transform",
        "translate(" + at(x) + " " + at(y) + ") rotate(-90)",
        "text-anchor",
        "end",
        "font-size",
        at(size),
        "class",
        "f-ink",
        "fill",
        INK);
  }

  private static String colour(String ink) {
    return switch (ink) {
      case "ink" -> INK;
      case "muted" -> MUTED;
      case "rule" -> RULE;
      default -> throw new IllegalArgumentException("no such ink: " + ink);
    };
  }
}
