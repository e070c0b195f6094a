package org.stratigraph.pytorch;

import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.Objective;
import org.stratigraph.training.TrainingPlan;

/** The loss of an objective. */
final class Losses {
  private Losses() {}

  /**
   * The loss of a plan on a graph.
   *
   * @throws UnusableInputException if the graph has not the values that it needs
   */
  static Loss of(TrainingPlan plan, Graph graph) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new UnusableInputException(
          "The network cannot be trained: it has %d inputs and %d outputs instead of one each."
              .formatted(graph.inputs().size(), graph.outputs().size()));
    }
    Objective objective = plan.objective();
    if (objective instanceof Objective.CrossEntropy entropy) {
      String logits = graph.outputs().get(0).name();
      Shape shape = shape(graph, logits);
      if (shape.rank() != 2) {
        throw new UnusableInputException(
            "The network cannot be trained: its output '%s' has the shape %s instead of one row of logits for each image."
                .formatted(logits, shape));
      }
      return new CrossEntropyLoss(logits, entropy.smoothing());
    }
    if (objective instanceof Objective.Contrastive contrastive) {
      String trunk = LastLayer.input(graph);
      return new ContrastiveLoss(
          trunk,
          shape(graph, trunk),
          contrastive.temperature(),
          contrastive.projection(),
          plan.seed());
    }
    throw new IllegalArgumentException("no loss for " + objective);
  }

  private static Shape shape(Graph graph, String value) {
    return Program.of(graph, value, Batches.extents(graph, 2), TensorRoles.of(graph), Set.of())
        .shape();
  }
}
