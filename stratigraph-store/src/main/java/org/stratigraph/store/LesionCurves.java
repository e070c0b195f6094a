package org.stratigraph.store;

import java.util.List;
import org.stratigraph.lesion.LesionResult;

/**
 * What figures need of a stored lesion study.
 *
 * @param points of all curves
 * @param original score of the untouched network, a fraction; NaN if not known
 * @param score what scores are: {@code accuracy} or {@code agreement}
 */
public record LesionCurves(List<LesionResult.CurvePoint> points, double original, String score) {
  public LesionCurves {
    points = List.copyOf(points);
  }
}
