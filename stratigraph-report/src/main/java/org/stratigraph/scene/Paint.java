package org.stratigraph.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a mark is drawn.
 *
 * @param fill of its inside
 * @param opacity of the fill, in [0, 1]
 * @param stroke of its line
 * @param width of the line in points
 * @param dashes lengths of dashes and gaps in turn, in points; empty for a solid line
 */
public record Paint(
    Optional<Colour> fill,
    double opacity,
    Optional<Colour> stroke,
    double width,
    List<Double> dashes) {
  public Paint {
    dashes = List.copyOf(dashes);
  }

  /** An opaque inside without a line. */
  public static Paint fill(Colour colour) {
    return new Paint(Optional.of(colour), 1, Optional.empty(), 0, List.of());
  }

  /** A solid line. */
  public static Paint line(Colour colour, double width) {
    return new Paint(Optional.empty(), 1, Optional.of(colour), width, List.of());
  }

  /** The same with another opacity of the fill. */
  public Paint withOpacity(double share) {
    return new Paint(fill, share, stroke, width, dashes);
  }

  /** The same with a solid line around it. */
  public Paint withLine(Colour colour, double thickness) {
    return new Paint(fill, opacity, Optional.of(colour), thickness, dashes);
  }

  /** The same with a dashed line. */
  public Paint withDashes(double... lengths) {
    List<Double> all = Arrays.stream(lengths).boxed().toList();
    return new Paint(fill, opacity, stroke, width, all);
  }
}
