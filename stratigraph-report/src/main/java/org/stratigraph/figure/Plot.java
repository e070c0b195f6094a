package org.stratigraph.figure;

import java.util.List;
import org.stratigraph.scene.Anchor;
import org.stratigraph.scene.Canvas;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.Paint;
import org.stratigraph.scene.Point;
import org.stratigraph.scene.Typeface;

/** Two axes, their grid and names on a canvas, and where numbers lie between them. */
final class Plot {
  private static final double TICK = 2.2;

  private final Canvas canvas;
  private final Axis x;
  private final Axis y;
  private final double font;
  private final double left;
  private final double top;
  private final double right;
  private final double bottom;

  /**
   * Draws the axes.
   *
   * @param upperLeft of what axes with names and all may fill
   * @param lowerRight likewise
   */
  Plot(Canvas canvas, Axis x, Axis y, Point upperLeft, Point lowerRight, Size size) {
    this(canvas, x, y, upperLeft, lowerRight, size, nameRoom(y, size));
  }

  /** The room that the names of an axis of y need. */
  static double nameRoom(Axis y, Size size) {
    List<String> names = y.ticks().stream().map(Axis.Tick::text).toList();
    return Typeface.widest(names, size.font() - 0.5);
  }

  /** The same with more room for names, so that plots below each other begin alike. */
  Plot(
      Canvas canvas,
      Axis x,
      Axis y,
      Point upperLeft,
      Point lowerRight,
      Size size,
      double nameRoom) {
    this.canvas = canvas;
    this.x = x;
    this.y = y;
    this.font = size.font();
    double small = font - 0.5;
    this.left = upperLeft.x() + font * 1.5 + nameRoom + TICK + 2;
    this.top = upperLeft.y() + small / 2;
    this.right = lowerRight.x() - lastNameBeyond(small);
    double below = x.title().isEmpty() ? 0.3 : 1.4;
    this.bottom = lowerRight.y() - font * below - small - TICK - 2;
    for (Axis.Tick tick : x.ticks()) {
      double at = x(tick.value());
      canvas.line(at, top, at, bottom, Colour.RULE, 0.4);
      canvas.line(at, bottom, at, bottom + TICK, Colour.INK, 0.5);
    }
    xNames(small);
    for (Axis.Tick tick : y.ticks()) {
      double at = y(tick.value());
      canvas.line(left, at, right, at, Colour.RULE, 0.4);
      canvas.line(left - TICK, at, left, at, Colour.INK, 0.5);
      double baseline = at + small * Typeface.CAPITAL / 2;
      canvas.text(left - TICK - 2, baseline, Anchor.END, small, Colour.INK, tick.text());
    }
    canvas.line(left, top, left, bottom, Colour.INK, 0.6);
    xLine();
    if (!x.title().isEmpty()) {
      String title = Names.fitting(x.title(), font, right - left);
      double baseline = lowerRight.y() - font * 0.3;
      canvas.text((left + right) / 2, baseline, Anchor.MIDDLE, font, Colour.INK, title);
    }
    String title = Names.fitting(y.title(), font, bottom - top);
    double middle = (top + bottom) / 2;
    canvas.upright(upperLeft.x() + font * 0.8, middle, Anchor.MIDDLE, font, Colour.INK, title);
  }

  private double lastNameBeyond(double small) {
    if (x.ticks().isEmpty()) {
      return 2;
    }
    Axis.Tick last = x.ticks().get(x.ticks().size() - 1);
    return 2 + (x.place(last.value()) > 0.97 ? Typeface.width(last.text(), small) / 2 : 0);
  }

  /** Names of x, of which those are left out that would meet the one before. */
  private void xNames(double small) {
    double free = Double.NEGATIVE_INFINITY;
    for (Axis.Tick tick : x.ticks()) {
      double width = Typeface.width(tick.text(), small);
      double at = x(tick.value());
      if (at - width / 2 > free) {
        double baseline = bottom + TICK + 2 + small * Typeface.CAPITAL;
        canvas.text(at, baseline, Anchor.MIDDLE, small, Colour.INK, tick.text());
        free = at + width / 2 + 2;
      }
    }
  }

  /** The line of x, broken between zero and the ratios of a logarithmic axis. */
  private void xLine() {
    if (x.zero() == 0) {
      canvas.line(left, bottom, right, bottom, Colour.INK, 0.6);
      return;
    }
    double cut = left + x.zero() * (right - left);
    canvas.line(left, bottom, cut - 1.5, bottom, Colour.INK, 0.6);
    canvas.line(cut + 1.5, bottom, right, bottom, Colour.INK, 0.6);
    for (double at : new double[] {cut - 1.5, cut + 1.5}) {
      canvas.line(at - 1, bottom + 2.5, at + 1, bottom - 2.5, Paint.line(Colour.INK, 0.6));
    }
  }

  /** Where a number of x lies on the sheet. */
  double x(double value) {
    return left + x.place(value) * (right - left);
  }

  /** Where a number of y lies on the sheet. */
  double y(double value) {
    return bottom - y.place(value) * (bottom - top);
  }

  double left() {
    return left;
  }

  double top() {
    return top;
  }

  double right() {
    return right;
  }

  double bottom() {
    return bottom;
  }
}
