package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;
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
  private final PtNDArray one;

  /** How many steps were taken since the training was started. */
  private long steps;

  private PytorchTraining(PtNDManager manager, Graph graph, TrainingPlan plan) {
    this.manager = manager;
    this.plan = plan;
    this.loss = Losses.of(plan, graph);
    this.network = new TrainedNetwork(manager, graph, loss.value(), plan.frozen(), loss.extra());
    this.rule = UpdateRules.of(plan.optimiser(), network.weights());
    this.one = Values.scalar(manager, 1);
  }

  /**
   * A training from the weights that a graph holds.
   *
   * @throws UnusableInputException if the graph cannot be trained
   */
  static PytorchTraining start(Graph graph, TrainingPlan plan) {
    PtNDManager manager = Libtorch.newManager();
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
    EpochSums sums = new EpochSums(loss.classifies());
    double rate = 0;
    int count = batches.count();
    for (int index = 0; index < count; index++) {
      rate = plan.learningRate().at(epoch - 1 + (double) index / count, plan.epochs());
      step(batches.batch(epoch, index), batches, rate, sums);
      if (!sums.isFinite()) {
        throw new DivergedException(
            "The loss became %s in epoch %d, step %d of %d."
                .formatted(sums.lastLoss(), epoch, index + 1, count));
      }
      progress.step(index + 1, count, sums.loss());
    }
    checkWeights(epoch);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new EpochMetrics(epoch, sums.loss(), sums.accuracy(), rate, sums.images(), seconds);
  }

  private void step(TrainingBatch batch, TrainingBatches batches, double rate, EpochSums sums) {
    Shape image = batches.image();
    long[] shape = {batch.size(), image.extent(0), image.extent(1), image.extent(2)};
    try (PtNDManager step = (PtNDManager) manager.newSubManager()) {
      JniUtils.setSeed(Seeds.of(plan.seed(), steps));
      PtNDArray images = Values.of(step, batch.images(), shape);
      PtNDArray targets = Values.of(step, batch.targets(), batch.size(), batches.classes());
      Map<String, PtNDArray> leaves = network.weights().leaves(step, true);
      float value = gradients(step, images, targets, leaves, sums);
      if (!Float.isFinite(value)) {
        return;
      }
      steps++;
      rule.step(steps, network.weights().gradient(step, leaves), rate);
    }
  }

  /** Computes the loss of a batch and leaves its gradient at the leaves. */
  private float gradients(
      PtNDManager step,
      PtNDArray images,
      PtNDArray targets,
      Map<String, PtNDArray> leaves,
      EpochSums sums) {
    JniUtils.setGradMode(true);
    try {
      PtNDArray output = network.run(step, images, leaves, Operation.Mode.TRAINING);
      PtNDArray mean = loss.of(output, targets, leaves);
      float value = Values.toFloats(mean)[0];
      sums.add(value, output, targets);
      if (Float.isFinite(value)) {
        JniUtils.backward(mean, one, false, false);
      }
      return value;
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  private void checkWeights(int epoch) {
    if (isFinite(network.weights()) && isFinite(network.statistics())) {
      return;
    }
    throw new DivergedException(
        "The weights of '%s' became NaN or infinite in epoch %d.".formatted(firstBroken(), epoch));
  }

  private static boolean isFinite(FlatTensors tensors) {
    // What is not finite stays so when it is multiplied by zero.
    try (PtNDArray zeros = tensors.vector().mul(0);
        PtNDArray sum = JniUtils.sum(zeros)) {
      return Float.isFinite(Values.toFloats(sum)[0]);
    }
  }

  private String firstBroken() {
    Map<String, Tensor> all = new LinkedHashMap<>(network.weights().tensors());
    all.putAll(network.statistics().tensors());
    for (Map.Entry<String, Tensor> entry : all.entrySet()) {
      for (float value : entry.getValue().toFloats()) {
        if (!Float.isFinite(value)) {
          return entry.getKey();
        }
      }
    }
    throw new IllegalStateException("all weights are finite");
  }

  @Override
  public Graph network() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(network.weights().tensors());
    tensors.putAll(network.statistics().tensors());
    tensors.keySet().removeAll(loss.extra().keySet());
    return network.graph().withInitialisers(tensors);
  }

  @Override
  public Map<String, Tensor> state() {
    return state0().write();
  }

  /** Overwrites everything by a state. */
  void restore(Map<String, Tensor> state) {
    steps = state0().read(state);
  }

  private TrainingState state0() {
    return new TrainingState(network, rule, steps);
  }

  @Override
  public void close() {
    manager.close();
  }
}
