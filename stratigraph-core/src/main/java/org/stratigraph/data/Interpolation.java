package org.stratigraph.data;

import java.util.Locale;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;

/**
 * How pixels between pixels are found when an image is resized, as Pillow defines it: a filter of
 * the given radius, stretched by the reduction (antialiasing); nearest takes one pixel.
 */
public enum Interpolation implements Labelled {
  NEAREST(0),
  BILINEAR(1),
  /** Keys' cubic with a = -0.5. */
  BICUBIC(2),
  /** A sinc windowed by a sinc, three lobes. */
  LANCZOS(3);

  private final double radius;

  Interpolation(double radius) {
    this.radius = radius;
  }

  /** The filter's radius in pixels of the smaller image; 0 for nearest. */
  double radius() {
    return radius;
  }

  /** The filter's weight at a distance in pixels of the smaller image. */
  double weight(double distance) {
    double x = Math.abs(distance);
    if (x >= radius) {
      return 0;
    }
    return switch (this) {
      case NEAREST -> 0;
      case BILINEAR -> 1 - x;
      case BICUBIC -> x < 1 ? (1.5 * x - 2.5) * x * x + 1 : (((x - 5) * x + 8) * x - 4) * -0.5;
      case LANCZOS -> sinc(x) * sinc(x / 3);
    };
  }

  private static double sinc(double x) {
    if (x == 0) {
      return 1;
    }
    double angle = x * Math.PI;
    return StrictMath.sin(angle) / angle;
  }

  /**
   * The interpolation of a name, in any case.
   *
   * @throws UnusableInputException if there is none of that name; the message lists them
   */
  public static Interpolation named(String name) {
    return Labelled.find(Interpolation.class, name.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "There is no interpolation \"%s\"; use one of %s."
                        .formatted(name, Labelled.labels(Interpolation.class))));
  }
}
