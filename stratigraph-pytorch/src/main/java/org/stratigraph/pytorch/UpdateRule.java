package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Map;

/**
 * How a gradient becomes a step. Weights, gradient and memory are vectors of one layout; a rule
 * keeps nothing else, so that the same vectors and the same number give the same step.
 */
interface UpdateRule {
  /**
   * Takes a step.
   *
   * @param number of the step, from 1
   * @param gradient at the weights; may be overwritten
   * @param rate the learning rate
   */
  void step(long number, PtNDArray gradient, double rate);

  /** The vectors that the rule remembers, by names of its own. */
  Map<String, PtNDArray> memory();

  /** Adds a multiple of a vector to another. */
  static void addScaled(PtNDArray target, PtNDArray source, double factor) {
    try (PtNDArray scaled = source.mul(factor)) {
      target.addi(scaled);
    }
  }
}
