package org.stratigraph.figure;

import java.util.List;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Note;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Typeface;

/** Names with their signs in lines that are broken where they are full. */
final class Legend {
  /** Draws a sign with its middle at a point. */
  @FunctionalInterface
  interface Sign {
    void draw(double x, double y);
  }

  /** A name and how it is marked. */
  record Entry(String name, Sign sign) {}

  private static final double SIGN = 12;

  private Legend() {}

  /**
   * Draws a legend.
   *
   * @param x of its left
   * @param y of its top
   * @param width that a line may fill
   * @return the y below it
   */
  static double draw(
      Canvas canvas, List<Entry> entries, double x, double y, double width, double font) {
    if (entries.isEmpty()) {
      return y;
    }
    double at = x;
    double line = y;
    for (Entry entry : entries) {
      String name = Names.fitting(entry.name(), font, width - SIGN - 4);
      double needs = SIGN + 2 + Typeface.width(name, font) + 8;
      if (at > x && at + needs - 8 > x + width) {
        at = x;
        line += font * 1.45;
      }
      double middle = line + font * 0.6;
      entry.sign().draw(at + SIGN / 2, middle);
      double baseline = middle + font * Typeface.CAPITAL / 2;
      canvas.text(at + SIGN + 2, baseline, Anchor.START, font, Colour.INK, name);
      at += needs;
    }
    return line + font * 1.45 + 2;
  }

  /** A marker as a sign. */
  static Sign marker(Canvas canvas, Marker marker, Paint paint, double radius) {
    return (x, y) -> marker.draw(canvas, x, y, radius, paint, Note.NONE);
  }

  /** A piece of line as a sign. */
  static Sign line(Canvas canvas, Paint paint) {
    return (x, y) -> canvas.line(x - SIGN / 2, y, x + SIGN / 2, y, paint);
  }
}
