package org.stratigraph.prune;

import java.util.List;
import org.stratigraph.graph.Removable;

/**
 * What was taken out of a network, and what that costs. Drops are shares of the images.
 *
 * @param before the untouched network's scores
 * @param after the pruned network's scores
 * @param steps what was taken out, in order
 * @param kept what stays, and why, in the order of the verdicts
 * @param labelled whether scores are accuracies; otherwise agreements with the untouched network
 * @param evaluations how often a part was measured again on a network without others
 */
public record PruneResult(
    Scores before,
    Scores after,
    List<Step> steps,
    List<Kept> kept,
    boolean labelled,
    int evaluations) {
  public PruneResult {
    steps = List.copyOf(steps);
    kept = List.copyOf(kept);
  }

  /** The parts that were taken out. */
  public List<Removable> removed() {
    return steps.stream().<Removable>map(Step::part).toList();
  }

  /**
   * One part that was taken out.
   *
   * @param part what
   * @param alone the drop on the selection images when it alone is taken out of the network
   * @param criticality 1 - mean cosine similarity of the class probabilities, when it alone is
   * @param conflicting whether it is a block whose branch makes conflicting bundles
   * @param after the scores of the network without it and all before it
   */
  public record Step(
      Removable part, double alone, double criticality, boolean conflicting, Scores after) {}

  /**
   * A part that stays.
   *
   * @param part what
   * @param alone the drop on the selection images when it alone is taken out; NaN if that cannot be
   *     measured
   * @param reason why it stays; a clause
   */
  public record Kept(Removable part, double alone, String reason) {}
}
