package org.stratigraph.scene;

/** A place on a sheet, in points from its upper left corner. */
public record Point(double x, double y) {
  /**
   * A place.
   *
   * @throws IllegalArgumentException if a coordinate is not finite
   */
  public Point {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("not a place: " + x + ", " + y);
    }
  }
}
