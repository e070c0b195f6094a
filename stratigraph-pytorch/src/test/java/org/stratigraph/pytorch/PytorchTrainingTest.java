package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingPlan;

class PytorchTrainingTest {
  private static final TrainingPlan PLAN =
      TrainingPlan.of(
          new Objective.CrossEntropy(0),
          new Optimiser.Sgd(0.9, false, 1e-4),
          new LearningRate.Constant(0.05),
          4,
          1);

  @Test
  void lossFallsAndAccuracyRises() {
    Graph graph = Networks.drawn("resnet20-cifar", 10, 1);
    try (Trainer trainer = PytorchTrainer.create(2);
        FixedBatches data = FixedBatches.noise(Shape.of(3, 32, 32), 10, 4, 16, 7);
        Training training = trainer.start(graph, PLAN)) {
      EpochMetrics first = training.epoch(1, data, StepListener.none());
      EpochMetrics last = first;
      for (int epoch = 2; epoch <= 4; epoch++) {
        last = training.epoch(epoch, data, StepListener.none());
      }
      // Chance is ln 10.
      assertThat(first.loss()).isBetween(1.0, 4.0);
      assertThat(last.loss()).isLessThan(first.loss());
      assertThat(last.accuracy()).isGreaterThan(first.accuracy());
      assertThat(last.images()).isEqualTo(64);
      assertThat(last.learningRate()).isEqualTo(0.05);
      assertThat(training.network().initialisers().get("conv1.weight"))
          .isNotEqualTo(graph.initialisers().get("conv1.weight"));
    }
  }
}
