package org.stratigraph.pytorch;

import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.training.Objective;
import org.stratigraph.training.TrainingPlan;

/** The loss of an objective. */
final class Losses {
  private Losses() {}

  static Loss of(TrainingPlan plan, Graph graph) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new UnusableInputException(
          "The network cannot be trained: it has %d inputs and %d outputs instead of one each."
              .formatted(graph.inputs().size(), graph.outputs().size()));
    }
    if (plan.objective() instanceof Objective.CrossEntropy entropy) {
      return new CrossEntropyLoss(graph.outputs().get(0).name(), entropy.smoothing());
    }
    throw new IllegalArgumentException("no loss for " + plan.objective());
  }
}
