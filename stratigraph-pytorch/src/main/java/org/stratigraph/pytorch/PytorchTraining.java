package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Device;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.DivergedException;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;
import org.stratigraph.training.TrainingPlan;

/** A training: a network, a rule that moves its weights, and what they have come to. */
final class PytorchTraining implements Training {
  private final PtNDManager manager;
  private final TrainingPlan plan;
  private final Loss loss;
  private final TrainedNetwork network;
  private final UpdateRule rule;

  /** Of the weights and of the running statistics; empty if the plan averages nothing. */
  private final Optional<Averages> averages;

  private final PtNDArray one;

  /** How many steps were taken since the training was started. */
  private long steps;

  private record Averages(Average weights, Average statistics) {}

  private PytorchTraining(PtNDManager manager, Graph graph, TrainingPlan plan) {
    this.manager = manager;
    this.plan = plan;
    this.loss = Losses.of(plan, graph);
    this.network = new TrainedNetwork(manager, graph, loss.value(), plan.frozen(), loss.extra());
    this.rule = UpdateRules.of(plan.optimiser(), network.weights());
    this.averages =
        plan.averaging().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Averages(
                    new Average(network.weights(), plan.averaging().getAsDouble()),
                    new Average(network.statistics(), plan.averaging().getAsDouble())));
    this.one = Values.scalar(manager, 1);
  }

  /** A training on the processor. */
  static PytorchTraining start(Graph graph, TrainingPlan plan) {
    return start(graph, plan, Device.cpu());
  }

  /**
   * A training from the weights that a graph holds.
   *
   * @throws UnusableInputException if the graph cannot be trained
   */
  static PytorchTraining start(Graph graph, TrainingPlan plan, Device device) {
    PtNDManager manager = Libtorch.newManager(device);
    try {
      return new PytorchTraining(manager, graph, plan);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public EpochMetrics epoch(int epoch, TrainingBatches batches, StepListener progress) {
    long start = System.nanoTime();
    Batches.check(network.graph(), loss, network.program(2).shape(), batches);
    Optional<Adversary> adversary = plan.attack().map(a -> Adversary.of(a, batches));
    EpochSums sums = new EpochSums(loss.classifies());
    double rate = 0;
    int count = batches.count();
    for (int index = 0; index < count; index++) {
      rate = plan.learningRate().at(epoch - 1 + (double) index / count, plan.epochs());
      step(batches.batch(epoch, index), batches, adversary, rate, sums);
      if (!sums.isFinite()) {
        throw new DivergedException(
            "The loss became %s in epoch %d, step %d of %d."
                .formatted(sums.lastLoss(), epoch, index + 1, count));
      }
      progress.step(index + 1, count, sums.loss());
    }
    network
        .firstNonFinite()
        .ifPresent(
            name -> {
              throw new DivergedException(
                  "The weights of '%s' became NaN or infinite in epoch %d.".formatted(name, epoch));
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    return new EpochMetrics(epoch, sums.loss(), sums.accuracy(), rate, sums.images(), seconds);
  }

  private void step(
      TrainingBatch batch,
      TrainingBatches batches,
      Optional<Adversary> adversary,
      double rate,
      EpochSums sums) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      // Whatever is drawn in this step is a function of the plan's seed and the step's number.
      JniUtils.setSeed(Seeds.of(plan.seed(), steps));
      PtNDArray given = images(step, batch.images(), Batches.shape(batch, batches));
      PtNDArray targets = Values.of(step, batch.targets(), batch.size(), batches.classes());
      PtNDArray images =
          adversary
              .map(a -> a.perturbed(step, given, (m, x) -> attackLoss(m, x, targets)))
              .orElse(given);
      Map<String, PtNDArray> leaves = network.weights().leaves(step, true);
      if (gradients(step, images, targets, leaves, sums)) {
        steps++;
        rule.step(steps, network.weights().gradient(step, leaves), rate);
        averages.ifPresent(
            both -> {
              both.weights().update();
              both.statistics().update();
            });
      }
    }
  }

  private static PtNDArray images(PtNDManager step, FloatBuffer values, long[] shape) {
    return Values.channelsLast(Values.of(step, values, shape));
  }

  private PtNDArray attackLoss(PtNDManager owner, PtNDArray images, PtNDArray targets) {
    Map<String, PtNDArray> fixed = network.weights().leaves(owner, false);
    PtNDArray output = network.run(owner, images, fixed, Operation.Mode.ATTACK);
    return loss.of(output, targets, fixed);
  }

  /**
   * Computes the loss of a batch and leaves its gradient at the leaves.
   *
   * @return false if the loss is not finite, so that there is no gradient
   */
  private boolean gradients(
      PtNDManager step,
      PtNDArray images,
      PtNDArray targets,
      Map<String, PtNDArray> leaves,
      EpochSums sums) {
    JniUtils.setGradMode(true);
    try {
      PtNDArray output = network.run(step, images, leaves, Operation.Mode.TRAINING);
      PtNDArray mean = loss.of(output, targets, leaves);
      sums.add(Values.toFloats(mean)[0], output, targets);
      if (sums.isFinite()) {
        JniUtils.backward(mean, one, false, false);
      }
      return sums.isFinite();
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  /** The values of the network for images, as in evaluation; without averages. */
  float[] evaluate(FloatBuffer images, int size) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      PtNDArray fed = images(step, images, Batches.extents(network.graph(), size));
      Map<String, PtNDArray> fixed = network.weights().leaves(step, false);
      return Values.toFloats(network.run(step, fed, fixed, Operation.Mode.EVALUATION));
    }
  }

  @Override
  public Graph network() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.putAll(
        averages.map(both -> both.weights().values()).orElseGet(network.weights()::tensors));
    tensors.putAll(
        averages.map(both -> both.statistics().values()).orElseGet(network.statistics()::tensors));
    tensors.putAll(network.fixed().tensors());
    tensors.keySet().removeAll(loss.extra().keySet());
    return network.graph().withInitialisers(tensors);
  }

  @Override
  public Map<String, Tensor> state() {
    return parts().write(steps);
  }

  /**
   * Overwrites everything by a state.
   *
   * @throws UnusableInputException if it is not one of this graph and plan
   */
  void restore(Map<String, Tensor> state) {
    steps = parts().read(state);
  }

  private TrainingState parts() {
    FlatTensors weights = network.weights();
    FlatTensors statistics = network.statistics();
    List<TrainingState.Part> parts = new ArrayList<>();
    parts.add(new TrainingState.Part("weight/", weights, weights.vector()));
    parts.add(new TrainingState.Part("statistic/", statistics, statistics.vector()));
    parts.add(new TrainingState.Part("fixed/", network.fixed(), network.fixed().vector()));
    new TreeMap<>(rule.memory())
        .forEach(
            (name, vector) ->
                parts.add(new TrainingState.Part("optimiser/" + name + "/", weights, vector)));
    averages.ifPresent(
        both -> {
          parts.add(new TrainingState.Part("average/weight/", weights, both.weights().vector()));
          parts.add(
              new TrainingState.Part("average/statistic/", statistics, both.statistics().vector()));
        });
    return new TrainingState(parts);
  }

  /** The number of values that the training holds in PyTorch's memory; the same after each step. */
  int held() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }
}
