package org.stratigraph.cli;

import java.util.List;
import org.stratigraph.training.Attack;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Phase;

/**
 * What a training costs, in evaluations of one image: a step back through the network costs about
 * two evaluations, each step of an attack as much as one of training, and a second view as much
 * again.
 */
final class TrainingCost {
  private static final int STEP = 3;

  private TrainingCost() {}

  /** Of one image in one epoch of a part. */
  static double ofImage(Phase phase) {
    boolean trunkFrozen =
        phase.plan().objective() instanceof Objective.CrossEntropy
            && phase.name().equals("last layer");
    double views = phase.twoViews() ? 2 : 1;
    return (trunkFrozen ? 1 : STEP)
        * views
        * (1 + phase.plan().attack().map(Attack::steps).orElse(0));
  }

  /** Of the whole training. */
  static double of(List<Phase> phases, long images) {
    return phases.stream()
        .mapToDouble(phase -> ofImage(phase) * phase.plan().epochs() * images)
        .sum();
  }

  /**
   * The part that an epoch belongs to.
   *
   * @param epoch over all parts, from 1
   */
  static Phase phase(List<Phase> phases, int epoch) {
    int before = 0;
    for (Phase phase : phases) {
      before += phase.plan().epochs();
      if (epoch <= before) {
        return phase;
      }
    }
    throw new IllegalArgumentException("no epoch " + epoch);
  }
}
