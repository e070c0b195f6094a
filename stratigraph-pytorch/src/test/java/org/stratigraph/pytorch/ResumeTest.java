package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Attack;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingPlan;

/** A training that goes on from its state is, bit by bit, the one that was never interrupted. */
class ResumeTest {
  private static final Optimiser LOOKAHEAD =
      new Optimiser.Lookahead(new Optimiser.RAdam(0.9, 0.99, 1e-6, 0.01), 3, 0.5);

  static Stream<TrainingPlan> plans() {
    return Stream.of(
        plan(new Optimiser.Sgd(0.9, true, 1e-3)),
        plan(new Optimiser.Adam(0.9, 0.99, 1e-8, 1e-3)),
        plan(new Optimiser.AdamW(0.9, 0.99, 1e-8, 1e-3)),
        plan(LOOKAHEAD),
        // Everything at once: attack, averages, a frozen layer, dropout (which the network has).
        new TrainingPlan(
            new Objective.CrossEntropy(0.1),
            LOOKAHEAD,
            new LearningRate.Cosine(0.05, 0),
            4,
            Optional.of(new Attack(Attack.Norm.L2, 0.3, 2, 0.2)),
            OptionalDouble.of(0.9),
            Set.of("conv.weight"),
            11),
        TrainingPlan.of(
            new Objective.Contrastive(0.5, 6),
            new Optimiser.Sgd(0.9, false, 0),
            new LearningRate.Constant(0.1),
            4,
            5));
  }

  private static TrainingPlan plan(Optimiser optimiser) {
    return TrainingPlan.of(
        new Objective.CrossEntropy(0), optimiser, new LearningRate.Constant(0.05), 4, 3);
  }

  private static Map<String, Tensor> run(Training training, int from, int to) {
    try (FixedBatches data = SmallNetwork.batches(5)) {
      for (int epoch = from; epoch <= to; epoch++) {
        training.epoch(epoch, data, StepListener.none());
      }
    }
    return training.state();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void theRestIsBitEqual(TrainingPlan plan) {
    Graph graph = SmallNetwork.graph();
    try (Trainer trainer = PytorchTrainer.create(1);
        Training whole = trainer.start(graph, plan);
        Training first = trainer.start(graph, plan)) {
      Map<String, Tensor> expected = run(whole, 1, 4);
      Map<String, Tensor> half = run(first, 1, 2);
      try (Training second = trainer.resume(blank(graph), plan, half)) {
        assertThat(second.state()).isEqualTo(half);
        Map<String, Tensor> found = run(second, 3, 4);
        assertThat(found).isEqualTo(expected).isNotEqualTo(half);
        assertThat(second.network().initialisers()).isEqualTo(whole.network().initialisers());
      }
    }
  }

  /** The graph's own weights do not matter. */
  private static Graph blank(Graph graph) {
    Map<String, Tensor> blank = new LinkedHashMap<>();
    graph
        .initialisers()
        .forEach(
            (name, tensor) -> {
              if (tensor.elementCount() > 1) {
                blank.put(name, Tensor.of(tensor.shape(), new float[(int) tensor.elementCount()]));
              }
            });
    return graph.withInitialisers(blank);
  }

  @Test
  void theSeedDecidesWhatIsDropped() {
    Graph graph = SmallNetwork.graph();
    try (Trainer trainer = PytorchTrainer.create(1)) {
      EpochMetrics[] metrics = new EpochMetrics[3];
      long[] seeds = {1, 1, 2};
      for (int i = 0; i < 3; i++) {
        TrainingPlan plan =
            TrainingPlan.of(
                new Objective.CrossEntropy(0),
                new Optimiser.Sgd(0, false, 0),
                new LearningRate.Constant(0.1),
                1,
                seeds[i]);
        try (Training training = trainer.start(graph, plan)) {
          metrics[i] = training.epoch(1, SmallNetwork.batches(2), StepListener.none());
        }
      }
      assertThat(metrics[0].loss()).isEqualTo(metrics[1].loss()).isNotEqualTo(metrics[2].loss());
    }
  }

  @Test
  void aStateOfAnotherPlanIsRefused() {
    Graph graph = SmallNetwork.graph();
    TrainingPlan adam = plan(new Optimiser.Adam(0.9, 0.99, 1e-8, 0));
    TrainingPlan sgd = plan(new Optimiser.Sgd(0.9, false, 0));
    try (Trainer trainer = PytorchTrainer.create(1);
        Training training = trainer.start(graph, sgd)) {
      Map<String, Tensor> state = new LinkedHashMap<>(training.state());
      assertThatThrownBy(() -> trainer.resume(graph, adam, state))
          .isInstanceOf(UnusableInputException.class)
          .hasMessage(
              "The training cannot go on: its state has no tensor 'optimiser/mean/conv.weight'; it is one of another network or plan.");
      assertThatThrownBy(() -> trainer.resume(graph, plan(new Optimiser.Sgd(0, false, 0)), state))
          .isInstanceOf(UnusableInputException.class)
          .hasMessage(
              "The training cannot go on: its state has a tensor 'optimiser/momentum/conv.weight', which this network and plan do not have.");
      state.put("weight/fc.bias", Tensor.of(Shape.of(2), 1, 2));
      assertThatThrownBy(() -> trainer.resume(graph, sgd, state))
          .isInstanceOf(UnusableInputException.class)
          .hasMessage(
              "The training cannot go on: 'weight/fc.bias' of its state is FLOAT32 [2] instead of FLOAT32 [3].");
    }
  }
}
