package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Map;
import org.stratigraph.tensor.Tensor;

/**
 * The exponential moving average of tensors: after each step {@code average = decay * average + (1
 * - decay) * present}, from the values at the start.
 */
final class Average {
  private final FlatTensors tensors;
  private final double decay;
  private final PtNDArray vector;

  Average(FlatTensors tensors, double decay) {
    this.tensors = tensors;
    this.decay = decay;
    this.vector = tensors.blank();
    vector.addi(tensors.vector());
  }

  /** Takes in the present values. */
  void update() {
    vector.muli(decay);
    UpdateRule.addScaled(vector, tensors.vector(), 1 - decay);
  }

  PtNDArray vector() {
    return vector;
  }

  /** Copies of the averaged tensors. */
  Map<String, Tensor> values() {
    return tensors.tensors(vector);
  }
}
