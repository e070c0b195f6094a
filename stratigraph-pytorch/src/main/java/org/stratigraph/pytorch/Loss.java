package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Map;
import org.stratigraph.tensor.Tensor;

/** What is minimised, from the value of the network that it looks at. */
interface Loss {
  /** The name of the value of the graph that the loss is computed from. */
  String value();

  /** Tensors that are trained with the network and are no part of it, by names of their own. */
  Map<String, Tensor> extra();

  /**
   * The mean loss of a batch.
   *
   * @param output the value of the network
   * @param targets the probability of each class, [N, K]
   * @param leaves the trained tensors by name, the extra ones among them
   * @return a scalar
   */
  PtNDArray of(PtNDArray output, PtNDArray targets, Map<String, PtNDArray> leaves);

  /** Whether the value is a row of logits for each image, so that there is an accuracy. */
  boolean classifies();
}
