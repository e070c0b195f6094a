package org.stratigraph.cli;

/**
 * A share of 1 as a bar, with its interval: solid up to the interval, dark from there to the share,
 * light from the share to the interval's end.
 */
final class IntervalBar {
  private final int width;
  private final char solid;
  private final char dark;
  private final char light;
  private final char empty;

  /**
   * A way of drawing.
   *
   * @param width in characters; a whole bar stands for 1
   * @param unicode whether block characters can be shown
   */
  IntervalBar(int width, boolean unicode) {
    this.width = width;
    this.solid = unicode ? '█' : '#';
    this.dark = unicode ? '▓' : '=';
    this.light = unicode ? '░' : '-';
    this.empty = unicode ? '·' : '.';
  }

  /**
   * Draws a share.
   *
   * @param share in [0, 1]; NaN gives an empty bar
   * @param low lower end of its interval; NaN where unknown
   * @param high upper end; NaN where unknown
   */
  String draw(double share, double low, double high) {
    StringBuilder bar = new StringBuilder(width);
    double from = Double.isNaN(low) ? share : low;
    double to = Double.isNaN(high) ? share : high;
    for (int i = 0; i < width; i++) {
      double middle = (i + 0.5) / width;
      if (middle < Math.min(from, share)) {
        bar.append(solid);
      } else if (middle < share) {
        bar.append(dark);
      } else if (middle < to) {
        bar.append(light);
      } else {
        bar.append(empty);
      }
    }
    return bar.toString();
  }
}
