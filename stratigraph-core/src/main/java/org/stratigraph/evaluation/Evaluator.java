package org.stratigraph.evaluation;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Tensor;

/** An engine that evaluates graphs. Thread-safe. */
public interface Evaluator extends AutoCloseable {
  /**
   * Readies a graph, with the tensors that it holds, for evaluation. Costs about as much as copying
   * the tensors.
   *
   * @throws org.stratigraph.UnusableInputException if the engine cannot evaluate the graph; the
   *     message names the operator or value
   */
  Evaluation prepare(Graph graph);

  /**
   * Announces that parts of this network will be prepared often, so that an engine can hold its
   * tensors once. Changes no result.
   */
  void share(Graph graph);

  /**
   * Where the engine reads a tensor of a network that it shares, for looking only: its own copy in
   * memory. Empty if it has none, or none that can be looked at.
   */
  default Optional<ByteBuffer> held(Tensor tensor) {
    return Optional.empty();
  }

  /** Whether the same evaluation gives the same bits each time; not all kernels of a GPU do. */
  default boolean repeatsBits() {
    return true;
  }

  /** Engine, version and device, for provenance: {@code ONNX Runtime 1.28.0, CPU}. */
  String description();

  @Override
  void close();
}
