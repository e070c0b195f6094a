package org.stratigraph.pytorch;

import java.util.Map;
import org.stratigraph.evaluation.Device;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingPlan;

/**
 * Trains graphs with PyTorch, on the processor or on an NVIDIA GPU, by interpreting them operator
 * by operator.
 *
 * <p>The number of threads belongs to the process: that of the trainer made last counts.
 */
public final class PytorchTrainer implements Trainer {
  private final Device device;

  private PytorchTrainer(Device device) {
    this.device = device;
  }

  /**
   * A trainer that computes on the given number of threads of the processor.
   *
   * @throws IllegalArgumentException if {@code threads} is not positive
   * @throws org.stratigraph.UnusableInputException if PyTorch does not start on this system
   */
  public static PytorchTrainer create(int threads) {
    return create(threads, Device.cpu());
  }

  /**
   * A trainer that computes on a device.
   *
   * @param threads of the processor
   * @throws IllegalArgumentException if {@code threads} is not positive
   * @throws org.stratigraph.UnusableInputException if PyTorch does not start on this system, or the
   *     device cannot be used; the message says what is missing
   */
  public static PytorchTrainer create(int threads, Device device) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
    if (device.isCuda()) {
      Cuda.check(device);
    }
    Libtorch.load(threads);
    if (device.isCuda()) {
      Cuda.checkNumber(device, Libtorch.gpus());
    }
    return new PytorchTrainer(device);
  }

  @Override
  public Training start(Graph graph, TrainingPlan plan) {
    return PytorchTraining.start(graph, plan, device);
  }

  @Override
  public Training resume(Graph graph, TrainingPlan plan, Map<String, Tensor> state) {
    PytorchTraining training = PytorchTraining.start(graph, plan, device);
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
    return Libtorch.description(device);
  }

  /** Does nothing: PyTorch stays loaded until the process ends. */
  @Override
  public void close() {}
}
