package org.stratigraph.training;

import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/** An engine that trains graphs. Thread-safe; one {@link Training} at a time. */
public interface Trainer extends AutoCloseable {
  /**
   * Readies a graph for training, from the weights that it holds.
   *
   * @param graph with one float image input {@code [N, C, H, W]} and one output, the logits {@code
   *     [N, K]}
   * @throws org.stratigraph.UnusableInputException if an operator cannot be trained; the message
   *     names the operator and the node
   */
  Training start(Graph graph, TrainingPlan plan);

  /**
   * Goes on from a {@link Training#state()}: the steps that follow are bit-equal, on the same
   * machine, to those of a training that was never interrupted.
   *
   * @param graph the graph that was {@linkplain #start started}; its weights are not used
   * @param plan the same plan
   * @throws org.stratigraph.UnusableInputException if the state is not one of this graph and plan
   */
  Training resume(Graph graph, TrainingPlan plan, Map<String, Tensor> state);

  /** Engine, version and device, for provenance: {@code PyTorch 2.7.1 (DJL 0.35.1), CPU}. */
  String description();

  @Override
  void close();
}
