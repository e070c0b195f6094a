package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Attack;
import org.stratigraph.training.DivergedException;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;
import org.stratigraph.training.TrainingPlan;

class PytorchTrainingTest {
  private static final Objective CROSS_ENTROPY = new Objective.CrossEntropy(0);
  private static final Optimiser SGD = new Optimiser.Sgd(0.9, false, 1e-4);

  private static Trainer trainer;

  @BeforeAll
  static void open() {
    trainer = PytorchTrainer.create(1);
  }

  @AfterAll
  static void close() {
    trainer.close();
  }

  private static TrainingPlan plan(double rate) {
    return TrainingPlan.of(CROSS_ENTROPY, SGD, new LearningRate.Constant(rate), 4, 1);
  }

  private static TrainingPlan plan(OptionalDouble averaging, Set<String> frozen) {
    return new TrainingPlan(
        CROSS_ENTROPY,
        SGD,
        new LearningRate.Constant(0.1),
        4,
        Optional.empty(),
        averaging,
        frozen,
        1);
  }

  @Test
  void lossFallsAndAccuracyRises() {
    Graph graph = Networks.drawn("resnet20-cifar", 10, 1);
    try (FixedBatches data = FixedBatches.noise(Shape.of(3, 32, 32), 10, 4, 16, 7);
        Training training = trainer.start(graph, plan(0.05))) {
      EpochMetrics first = training.epoch(1, data, StepListener.none());
      EpochMetrics last = first;
      for (int epoch = 2; epoch <= 4; epoch++) {
        last = training.epoch(epoch, data, StepListener.none());
      }
      // Chance is ln 10.
      assertThat(first.loss()).isBetween(1.0, 4.0);
      assertThat(last.loss()).isLessThan(first.loss());
      assertThat(last.accuracy()).isGreaterThan(first.accuracy());
      assertThat(last.epoch()).isEqualTo(4);
      assertThat(last.images()).isEqualTo(64);
      assertThat(last.learningRate()).isEqualTo(0.05);
      assertThat(training.network().initialisers().get("conv1.weight"))
          .isNotEqualTo(graph.initialisers().get("conv1.weight"));
    }
  }

  @Test
  void theListenerHearsOfEachStepAndTheLastBatchMayBeSmaller() {
    FixedBatches whole = SmallNetwork.batches(2);
    FixedBatches small = FixedBatches.noise(SmallNetwork.IMAGE, 3, 1, 5, 2);
    FixedBatches data =
        FixedBatches.of(
            SmallNetwork.IMAGE, 3, whole.batch(1, 0), whole.batch(1, 1), small.batch(1, 0));
    List<String> heard = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    try (Training training = trainer.start(SmallNetwork.graph(), plan(0.1))) {
      EpochMetrics metrics =
          training.epoch(
              1,
              data,
              (step, of, loss) -> {
                heard.add(step + " of " + of);
                losses.add(loss);
              });
      assertThat(heard).containsExactly("1 of 3", "2 of 3", "3 of 3");
      assertThat(metrics.images()).isEqualTo(21);
      assertThat(metrics.loss()).isEqualTo(losses.get(2));
    }
  }

  @Test
  void aStepLeavesNothingBehind() {
    try (PytorchTraining training =
        PytorchTraining.start(
            SmallNetwork.graph(),
            new TrainingPlan(
                CROSS_ENTROPY,
                new Optimiser.Lookahead(new Optimiser.AdamW(0.9, 0.99, 1e-8, 0.1), 2, 0.5),
                new LearningRate.Constant(0.01),
                4,
                Optional.of(new Attack(Attack.Norm.LINF, 0.1, 2, 0.1)),
                OptionalDouble.of(0.9),
                Set.of(),
                1))) {
      training.epoch(1, SmallNetwork.batches(1), StepListener.none());
      int held = training.held();
      training.epoch(2, SmallNetwork.batches(7), StepListener.none());
      training.state();
      training.network();
      assertThat(training.held()).isEqualTo(held);
    }
  }

  /** Averages of weights and running statistics after each of three steps, by the formula. */
  @Test
  void theAverageIsTheResult() {
    double decay = 0.7;
    FixedBatches data = SmallNetwork.batches(1);
    Graph graph = SmallNetwork.graph();
    try (Training plain = trainer.start(graph, plan(OptionalDouble.empty(), Set.of()));
        Training averaged = trainer.start(graph, plan(OptionalDouble.of(decay), Set.of()))) {
      Map<String, Tensor> before = graph.initialisers();
      double[] mean = doubles(before.get("norm.running_mean"));
      double[] weight = doubles(before.get("fc.weight"));
      for (int epoch = 1; epoch <= 3; epoch++) {
        plain.epoch(epoch, data, StepListener.none());
        averaged.epoch(epoch, data, StepListener.none());
        Map<String, Tensor> present = plain.network().initialisers();
        mix(mean, decay, present.get("norm.running_mean"));
        mix(weight, decay, present.get("fc.weight"));
      }
      Map<String, Tensor> found = averaged.network().initialisers();
      assertThat(doubles(found.get("norm.running_mean"))).containsExactly(mean, within(1e-6));
      assertThat(doubles(found.get("fc.weight"))).containsExactly(weight, within(1e-6));
      assertThat(found.get("fc.weight"))
          .isNotEqualTo(plain.network().initialisers().get("fc.weight"));
    }
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[(int) tensor.elementCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(i);
    }
    return values;
  }

  private static void mix(double[] average, double decay, Tensor present) {
    for (int i = 0; i < average.length; i++) {
      average[i] = decay * average[i] + (1 - decay) * present.get(i);
    }
  }

  @Test
  void frozenTensorsAndTheStatisticsOfAFrozenNormStay() {
    Graph graph = SmallNetwork.graph();
    Set<String> frozen = Set.of("conv.weight", "norm.weight");
    try (Training training = trainer.start(graph, plan(OptionalDouble.empty(), frozen))) {
      training.epoch(1, SmallNetwork.batches(3), StepListener.none());
      Map<String, Tensor> after = training.network().initialisers();
      for (String name :
          List.of("conv.weight", "norm.weight", "norm.running_mean", "norm.running_var")) {
        assertThat(after.get(name)).as(name).isEqualTo(graph.initialisers().get(name));
      }
      for (String name : List.of("norm.bias", "fc.weight", "fc.bias")) {
        assertThat(after.get(name)).as(name).isNotEqualTo(graph.initialisers().get(name));
      }
    }
  }

  /** PyTorch's rule, momentum 0.1 and the unbiased variance, on values that a hand can follow. */
  @Test
  void runningStatisticsFollowTheBatch() {
    GraphBuilder builder = GraphBuilder.named("norm").input(Value.of("x", -1, 2));
    builder.initialiser("n.weight", Tensor.of(Shape.of(2), 1, 1));
    builder.initialiser("n.bias", Tensor.of(Shape.of(2), 0, 0));
    builder.initialiser("n.running_mean", Tensor.of(Shape.of(2), 0, 10));
    builder.initialiser("n.running_var", Tensor.of(Shape.of(2), 1, 4));
    builder.node(
        "BatchNormalization",
        "n",
        List.of("x", "n.weight", "n.bias", "n.running_mean", "n.running_var"),
        Map.of());
    Graph graph = builder.output(Value.of("n", -1, 2)).build();
    var images = FixedBatches.floats(6).put(new float[] {1, 0, 2, 0, 6, 3}).flip();
    var targets = FixedBatches.floats(6).put(new float[] {1, 0, 0, 1, 1, 0}).flip();
    FixedBatches data = FixedBatches.of(Shape.of(2), 2, new TrainingBatch(3, images, targets));
    try (Training training = trainer.start(graph, plan(0.1))) {
      training.epoch(1, data, StepListener.none());
      Map<String, Tensor> after = training.network().initialisers();
      // Means 3 and 1; sums of squares 14 and 6, over 2.
      assertThat(doubles(after.get("n.running_mean")))
          .containsExactly(new double[] {0.3, 9.1}, within(1e-6));
      assertThat(doubles(after.get("n.running_var")))
          .containsExactly(new double[] {0.9 + 0.7, 3.6 + 0.3}, within(1e-6));
    }
  }

  /** Zero logits: the loss is the mean of (1 - s) ln K + s ln K = ln K, with gradients by hand. */
  @Test
  void smoothingMovesTargetsTowardsTheMean() {
    GraphBuilder builder = GraphBuilder.named("linear").input(Value.of("x", -1, 1));
    builder.initialiser("l.weight", Tensor.of(Shape.of(2, 1), 0, 0));
    builder.initialiser("l.bias", Tensor.of(Shape.of(2), 0, 0));
    builder.node("Gemm", "l", List.of("x", "l.weight", "l.bias"), Map.of("transB", 1L));
    Graph graph = builder.output(Value.of("l", -1, 2)).build();
    var images = FixedBatches.floats(2).put(new float[] {1, 3}).flip();
    // The second image is a mixture.
    var targets = FixedBatches.floats(4).put(new float[] {1, 0, 0.25f, 0.75f}).flip();
    FixedBatches data = FixedBatches.of(Shape.of(1), 2, new TrainingBatch(2, images, targets));
    TrainingPlan plan =
        TrainingPlan.of(
            new Objective.CrossEntropy(0.2),
            new Optimiser.Sgd(0, false, 0),
            new LearningRate.Constant(1),
            1,
            0);
    try (Training training = trainer.start(graph, plan)) {
      EpochMetrics metrics = training.epoch(1, data, StepListener.none());
      assertThat(metrics.loss()).isCloseTo(Math.log(2), within(1e-6));
      // Targets of class 0: 0.9 and 0.3; the gradient of its logit is 0.5 less that, halved.
      double first = -(0.5 - 0.9) / 2;
      double second = -(0.5 - 0.3) / 2;
      Map<String, Tensor> after = training.network().initialisers();
      assertThat(doubles(after.get("l.bias")))
          .containsExactly(new double[] {first + second, -first - second}, within(1e-6));
      assertThat(doubles(after.get("l.weight")))
          .containsExactly(new double[] {first + 3 * second, -first - 3 * second}, within(1e-6));
    }
  }

  @Test
  void adversarialTrainingLearns() {
    TrainingPlan plan =
        new TrainingPlan(
            CROSS_ENTROPY,
            SGD,
            new LearningRate.Constant(0.05),
            8,
            Optional.of(new Attack(Attack.Norm.LINF, 0.05, 3, 0.02)),
            OptionalDouble.empty(),
            Set.of(),
            1);
    try (Training attacked = trainer.start(SmallNetwork.graph(), plan);
        Training plain = trainer.start(SmallNetwork.graph(), plan(0.05))) {
      FixedBatches data = SmallNetwork.batches(4);
      EpochMetrics first = attacked.epoch(1, data, StepListener.none());
      // The same batches and weights, but harder.
      assertThat(first.loss()).isGreaterThan(plain.epoch(1, data, StepListener.none()).loss());
      EpochMetrics last = first;
      for (int epoch = 2; epoch <= 8; epoch++) {
        last = attacked.epoch(epoch, data, StepListener.none());
      }
      assertThat(last.loss()).isLessThan(first.loss());
    }
  }

  @Test
  void contrastiveTrainingMovesTheTrunkAndNotTheHead() {
    Graph graph = SmallNetwork.graph();
    TrainingPlan plan =
        TrainingPlan.of(
            new Objective.Contrastive(0.5, 4), SGD, new LearningRate.Constant(0.1), 3, 1);
    try (Training training = trainer.start(graph, plan)) {
      EpochMetrics metrics = training.epoch(1, SmallNetwork.batches(3), StepListener.none());
      assertThat(metrics.accuracy()).isNaN();
      // Between all alike, ln 7, and hardly above it.
      assertThat(metrics.loss()).isBetween(0.5, Math.log(7) + 1);
      Map<String, Tensor> after = training.network().initialisers();
      assertThat(after.keySet()).isEqualTo(graph.initialisers().keySet());
      assertThat(after.get("conv.weight")).isNotEqualTo(graph.initialisers().get("conv.weight"));
      assertThat(after.get("fc.weight")).isEqualTo(graph.initialisers().get("fc.weight"));
    }
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTraining() {
    try (Training training = trainer.start(SmallNetwork.graph(), plan(1e38));
        TrainingBatches data = SmallNetwork.batches(9)) {
      assertThatThrownBy(() -> training.epoch(2, data, StepListener.none()))
          .isInstanceOf(DivergedException.class)
          .hasMessageMatching("The loss became (NaN|Infinity) in epoch 2, step \\d of 9\\.");
    }
  }

  @Test
  void aWeightThatIsNotFiniteEndsTheTraining() {
    try (Training training = trainer.start(SmallNetwork.graph(), plan(Double.POSITIVE_INFINITY));
        TrainingBatches data = SmallNetwork.batches(1)) {
      assertThatThrownBy(() -> training.epoch(1, data, StepListener.none()))
          .isInstanceOf(DivergedException.class)
          .hasMessage("The weights of 'conv.weight' became NaN or infinite in epoch 1.");
    }
  }

  @Test
  void anOperatorThatCannotBeTrainedIsNamed() {
    GraphBuilder builder = GraphBuilder.named("odd").input(Value.of("x", -1, 4));
    builder.initialiser("l.weight", Tensor.of(Shape.of(4, 2), new float[8]));
    builder.node("MatMul", "l", List.of("x", "l.weight"), Map.of());
    builder.node("Hardmax", "chosen", List.of("l"), Map.of());
    Graph graph = builder.output(Value.of("chosen", -1, 2)).build();
    assertThatThrownBy(() -> trainer.start(graph, plan(0.1)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage(
            "The network cannot be trained: there is no training of the operator of node 'chosen' (Hardmax).");
  }

  @Test
  void imagesAndClassesMustFit() {
    try (Training training = trainer.start(SmallNetwork.graph(), plan(0.1))) {
      assertThatThrownBy(
              () ->
                  training.epoch(
                      1, FixedBatches.noise(Shape.of(3, 4, 4), 3, 1, 4, 1), StepListener.none()))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("takes images of shape [2, 4, 4]")
          .hasMessageContaining("[3, 4, 4]");
      assertThatThrownBy(
              () ->
                  training.epoch(
                      1, FixedBatches.noise(SmallNetwork.IMAGE, 4, 1, 4, 1), StepListener.none()))
          .isInstanceOf(UnusableInputException.class)
          .hasMessage(
              "The network has 3 logits, but the images to train on are of 4 classes: build it for that many.");
    }
  }

  @Test
  void whatIsFrozenMustExistAndLeaveSomething() {
    Graph graph = SmallNetwork.graph();
    assertThatThrownBy(
            () -> trainer.start(graph, plan(OptionalDouble.empty(), Set.of("conv1.weight"))))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage("'conv1.weight' is to be frozen but is no trained tensor of the network.");
    Set<String> all = Set.of("conv.weight", "norm.weight", "norm.bias", "fc.weight", "fc.bias");
    assertThatThrownBy(() -> trainer.start(graph, plan(OptionalDouble.empty(), all)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage("The network cannot be trained: no tensor is left to train.");
  }

  @Test
  void aSingleValueForEachChannelIsRefused() {
    GraphBuilder builder = GraphBuilder.named("norm").input(Value.of("x", -1, 2));
    for (String name : List.of("n.weight", "n.bias", "n.running_mean", "n.running_var")) {
      builder.initialiser(name, Tensor.of(Shape.of(2), 1, 2));
    }
    builder.node(
        "BatchNormalization",
        "n",
        List.of("x", "n.weight", "n.bias", "n.running_mean", "n.running_var"),
        Map.of());
    Graph graph = builder.output(Value.of("n", -1, 2)).build();
    try (Training training = trainer.start(graph, plan(0.1))) {
      assertThatThrownBy(() -> training.epoch(1, single(), StepListener.none()))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("node 'n' (BatchNormalization)")
          .hasMessageContaining("a batch of one image");
    }
  }

  private static FixedBatches single() {
    return FixedBatches.of(
        Shape.of(2),
        2,
        new TrainingBatch(
            1,
            FixedBatches.floats(2).put(new float[] {1, 2}).flip(),
            FixedBatches.floats(2).put(new float[] {1, 0}).flip()));
  }
}
