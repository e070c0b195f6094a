package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Cuts the open cells of a round into portions. What is measured does not depend on the cutting.
 */
final class Portions {
  private Portions() {}

  /**
   * Cuts.
   *
   * @param open the cells that are to be measured, by chunk and then in the order of the sweep; a
   *     chunk without cells is one of which only the untouched network is missing
   * @param slots how many portions are worked on at a time
   * @param longest the work of a portion that should not be exceeded, in evaluations of the whole
   *     network on one image
   * @return chunk by chunk
   */
  static List<Portion> of(
      CriticalityPlan plan, SortedMap<Integer, List<Cell>> open, int slots, double longest) {
    double left = 0;
    for (Map.Entry<Integer, List<Cell>> chunk : open.entrySet()) {
      left += images(plan, chunk.getKey()) * cost(plan, chunk.getValue());
    }
    Cutting cutting = new Cutting(slots, plan.untouched(), longest);
    List<Portion> portions = new ArrayList<>();
    for (Map.Entry<Integer, List<Cell>> chunk : open.entrySet()) {
      int images = images(plan, chunk.getKey());
      double cost = cost(plan, chunk.getValue());
      int parts = cutting.parts(images, cost, left);
      portions.addAll(cut(plan, chunk.getKey(), chunk.getValue(), parts));
      left -= images * cost;
    }
    return portions;
  }

  /** The number of images in a chunk. */
  static int images(CriticalityPlan plan, int chunk) {
    return Math.min(plan.sweep().chunk(), plan.images() - chunk * plan.sweep().chunk());
  }

  /** Work of cells on one image. */
  static double cost(CriticalityPlan plan, List<Cell> cells) {
    return cells.stream().mapToDouble(cell -> plan.cost(cell.layer())).sum();
  }

  /** Runs of cells of about the same cost. */
  private static List<Portion> cut(CriticalityPlan plan, int chunk, List<Cell> cells, int parts) {
    double piece = cost(plan, cells) / parts;
    List<Portion> portions = new ArrayList<>();
    List<Cell> current = new ArrayList<>();
    double sum = 0;
    for (Cell cell : cells) {
      sum += plan.cost(cell.layer());
      current.add(cell);
      if (sum >= piece * (portions.size() + 1) && portions.size() + 1 < parts) {
        portions.add(new Portion(chunk, current));
        current = new ArrayList<>();
      }
    }
    if (!current.isEmpty() || portions.isEmpty()) {
      portions.add(new Portion(chunk, current));
    }
    return portions;
  }
}
