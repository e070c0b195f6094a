package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.HashMap;
import java.util.Map;

/** Slow weights that follow those of another rule. */
final class LookaheadRule implements UpdateRule {
  private final UpdateRule inner;
  private final int steps;
  private final double share;
  private final PtNDArray weights;
  private final PtNDArray slow;

  /**
   * @param weights that the inner rule moves
   * @param slow a vector of the same layout, overwritten by the weights
   */
  LookaheadRule(UpdateRule inner, int steps, double share, PtNDArray weights, PtNDArray slow) {
    this.inner = inner;
    this.steps = steps;
    this.share = share;
    this.weights = weights;
    this.slow = slow;
    slow.addi(weights);
  }

  @Override
  public void step(long number, PtNDArray gradient, double rate) {
    inner.step(number, gradient, rate);
    if (number % steps != 0) {
      return;
    }
    try (PtNDArray way = weights.sub(slow)) {
      UpdateRule.addScaled(slow, way, share);
    }
    weights.muli(0);
    weights.addi(slow);
  }

  @Override
  public Map<String, PtNDArray> memory() {
    Map<String, PtNDArray> memory = new HashMap<>(inner.memory());
    memory.put("slow", slow);
    return Map.copyOf(memory);
  }
}
