package org.stratigraph.scene;

import java.util.List;

/** Something drawn. Lengths in points; y grows downwards. */
public sealed interface Mark {
  /** What it stands for. */
  Note note();

  /** A rectangle by its upper left corner. */
  record Rectangle(double x, double y, double width, double height, Paint paint, Note note)
      implements Mark {
    /**
     * @throws IllegalArgumentException if a number is not finite or a side is negative
     */
    public Rectangle {
      requireFinite(x, y, width, height);
      if (width < 0 || height < 0) {
        throw new IllegalArgumentException("a side is negative: " + width + " x " + height);
      }
    }
  }

  /** A circle by its middle. */
  record Circle(double x, double y, double radius, Paint paint, Note note) implements Mark {
    /**
     * @throws IllegalArgumentException if a number is not finite or the radius is negative
     */
    public Circle {
      requireFinite(x, y, radius);
      if (radius < 0) {
        throw new IllegalArgumentException("the radius is negative: " + radius);
      }
    }
  }

  /**
   * Straight lines from point to point, in one or more pieces that are painted as one.
   *
   * @param pieces each of at least one point
   * @param closed whether each piece ends where it begins
   */
  record Path(List<List<Point>> pieces, boolean closed, Paint paint, Note note) implements Mark {
    public Path {
      pieces = pieces.stream().map(List::copyOf).toList();
      if (pieces.stream().anyMatch(List::isEmpty)) {
        throw new IllegalArgumentException("a piece of a path has no point");
      }
    }
  }

  /**
   * One line of text on its baseline.
   *
   * @param x where it starts, has its middle, or ends, by {@code anchor}
   * @param y of its baseline
   * @param text any text; what cannot be drawn is replaced as {@link Typeface#drawable} says
   * @param size of the typeface, in points
   * @param rotation clockwise about (x, y), in degrees; -90 reads upwards
   */
  record Text(
      double x,
      double y,
      String text,
      double size,
      Anchor anchor,
      double rotation,
      Colour colour,
      Note note)
      implements Mark {
    /**
     * @throws IllegalArgumentException if a number is not finite
     */
    public Text {
      requireFinite(x, y, size, rotation);
      text = Typeface.drawable(text);
    }
  }

  private static void requireFinite(double... numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("not a length: " + number);
      }
    }
  }
}
