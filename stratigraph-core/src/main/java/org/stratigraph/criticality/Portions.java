package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.List;

/** Cuts what is to be measured on some images into portions, and says what they cost. */
final class Portions {
  private Portions() {}

  /**
   * Cuts.
   *
   * @param loads all that is missing, in portions of whole loads of images
   * @param slots how many portions are worked on at a time
   * @param longest the work of a portion that should not be exceeded, in evaluations of the whole
   *     network on one image
   * @return load by load
   */
  static List<Portion> of(CriticalityPlan plan, List<Portion> loads, int slots, double longest) {
    double left = loads.stream().mapToDouble(load -> work(plan, load.cells())).sum();
    Cutting cutting = new Cutting(slots, plan.untouched(), longest);
    List<Portion> portions = new ArrayList<>();
    for (Portion load : loads) {
      int images = plan.images(load.blocks()).count();
      double work = work(plan, load.cells());
      portions.addAll(cut(plan, load, cutting.parts(images, work / images, left)));
      left -= work;
    }
    return portions;
  }

  /** Work of cells, in evaluations of the whole network on one image. */
  static double work(CriticalityPlan plan, List<Cell> cells) {
    return cells.stream()
        .mapToDouble(cell -> plan.images(cell.blocks()).count() * plan.cost(cell.layer()))
        .sum();
  }

  /** Runs of cells of about the same work. */
  private static List<Portion> cut(CriticalityPlan plan, Portion load, int parts) {
    double piece = work(plan, load.cells()) / parts;
    BlockRange blocks = load.blocks();
    List<Portion> portions = new ArrayList<>();
    List<Cell> current = new ArrayList<>();
    double sum = 0;
    for (Cell cell : load.cells()) {
      sum += work(plan, List.of(cell));
      current.add(cell);
      if (sum >= piece * (portions.size() + 1) && portions.size() + 1 < parts) {
        portions.add(new Portion(blocks, current));
        current = new ArrayList<>();
      }
    }
    if (!current.isEmpty() || portions.isEmpty()) {
      portions.add(new Portion(blocks, current));
    }
    return portions;
  }
}
