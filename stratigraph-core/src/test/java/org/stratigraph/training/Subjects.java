package org.stratigraph.training;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Untrained;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;

/** A small network and a training of it. */
public final class Subjects {
  private Subjects() {}

  /** A ResNet-20 for 10 classes with random weights. */
  public static Graph untrained(long seed) {
    Architecture architecture = Architectures.named("resnet20-cifar");
    return Untrained.of(architecture.build(10), architecture.initialiser(), seed);
  }

  /**
   * A training of that network with fake engines, in two parts of 3 and 2 epochs; the first has an
   * average as its result, so that the border between the parts matters.
   */
  public static TrainingRun twoParts() {
    return new TrainingRun(
        new FakeTrainer(),
        new FakeEvaluator(10),
        untrained(1),
        List.of(
            phase("first", 3, 0.1, OptionalDouble.of(0.9)),
            phase("second", 2, 0.05, OptionalDouble.empty())),
        FakeBatches.source(Shape.of(3, 2, 2), 10, 3),
        Optional.empty());
  }

  static Phase phase(String name, int epochs, double rate, OptionalDouble averaging) {
    TrainingPlan plan =
        new TrainingPlan(
            new Objective.CrossEntropy(0),
            new Optimiser.Sgd(0.9, false, 0),
            new LearningRate.Cosine(rate, 0),
            epochs,
            Optional.empty(),
            averaging,
            Set.of(),
            5);
    return new Phase(name, plan, "none", false);
  }
}
