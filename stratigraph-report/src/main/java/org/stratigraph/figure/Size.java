package org.stratigraph.figure;

/** How wide a figure is printed; its height follows from what it shows. */
public enum Size {
  /** A column of a paper in two columns: 3.5 inches (IEEE, ACM, Nature: 3.3 to 3.5). */
  ONE_COLUMN("one-column", 252, 6),
  /** Both columns of it: 7.16 inches. */
  TWO_COLUMN("two-column", 515.52, 7),
  /** A sheet of its own, turned: 10 inches. */
  PAGE("page", 720, 7.5);

  private final String label;
  private final double width;
  private final double font;

  Size(String label, double width, double font) {
    this.label = label;
    this.width = width;
    this.font = font;
  }

  /** The name on the command line. */
  public String label() {
    return label;
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
