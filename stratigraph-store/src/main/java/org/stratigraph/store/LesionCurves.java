package org.stratigraph.store;

import java.util.List;
import org.stratigraph.lesion.LesionResult;

/**
 * What figures and tables need of a stored lesion study.
 *
 * @param points of all curves
 * @param blocks each removed alone, in the order of the network
 * @param original score of the untouched network, a fraction; NaN if not known
 * @param score what scores are: {@code accuracy} or {@code agreement}
 */
public record LesionCurves(
    List<LesionResult.CurvePoint> points, List<Block> blocks, double original, String score) {
  public LesionCurves {
    points = List.copyOf(points);
    blocks = List.copyOf(blocks);
  }

  /**
   * One block, removed alone.
   *
   * @param block its name
   * @param parameters trained values of its branch
   * @param entropy bundle entropy of its branch, in nats; NaN if nobody looked
   * @param score of the network without it, a fraction; NaN if not known
   */
  public record Block(String block, long parameters, double entropy, double score) {}
}
