package org.stratigraph.figure;

import org.stratigraph.Labelled;

/** How wide a figure is printed; its height follows from what it shows. */
public enum Size implements Labelled {
  /** A column of a paper in two columns: 3.5 inches (IEEE, ACM, Nature: 3.3 to 3.5). */
  ONE_COLUMN(252, 6),
  /** Both columns of it: 7.16 inches. */
  TWO_COLUMN(515.52, 7),
  /** A sheet of its own, turned: 10 inches. */
  PAGE(720, 7.5);

  private final double width;
  private final double font;

  Size(double width, double font) {
    this.width = width;
    this.font = font;
  }

  /** In points. */
  public double width() {
    return width;
  }

  /** The size of most text, in points. */
  double font() {
    return font;
  }
}
