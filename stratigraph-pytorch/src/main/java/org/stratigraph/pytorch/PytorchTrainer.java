package org.stratigraph.pytorch;

import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingPlan;

/**
 * Trains graphs with PyTorch on the CPU, by interpreting them operator by operator.
 *
 * <p>The number of threads belongs to the process: that of the trainer made last counts.
 */
public final class PytorchTrainer implements Trainer {
  private PytorchTrainer() {}

  /**
   * A trainer that computes on the given number of threads.
   *
   * @throws IllegalArgumentException if {@code threads} is not positive
   * @throws org.stratigraph.UnusableInputException if PyTorch does not start on this system
   */
  public static PytorchTrainer create(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
    Libtorch.load(threads);
    return new PytorchTrainer();
  }

  @Override
  public Training start(Graph graph, TrainingPlan plan) {
    return PytorchTraining.start(graph, plan);
  }

  @Override
  public Training resume(Graph graph, TrainingPlan plan, Map<String, Tensor> state) {
    PytorchTraining training = PytorchTraining.start(graph, plan);
    try {
      training.restore(state);
      return training;
    } catch (RuntimeException e) {
      training.close();
      throw e;
    }
  }

  @Override
  public String description() {
    return Libtorch.description();
  }

  /** Does nothing: PyTorch stays loaded until the process ends. */
  @Override
  public void close() {}
}
