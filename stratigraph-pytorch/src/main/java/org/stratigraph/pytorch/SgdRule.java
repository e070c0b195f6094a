package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Map;
import java.util.function.Supplier;
import org.stratigraph.training.Optimiser;

/** Stochastic gradient descent as torch.optim.SGD, without dampening. */
final class SgdRule implements UpdateRule {
  private final Optimiser.Sgd settings;
  private final PtNDArray weights;
  private final Map<String, PtNDArray> memory;

  SgdRule(Optimiser.Sgd settings, PtNDArray weights, Supplier<PtNDArray> blank) {
    this.settings = settings;
    this.weights = weights;
    this.memory = settings.momentum() == 0 ? Map.of() : Map.of("momentum", blank.get());
  }

  @Override
  public void step(long number, PtNDArray gradient, double rate) {
    if (settings.weightDecay() != 0) {
      UpdateRule.addScaled(gradient, weights, settings.weightDecay());
    }
    PtNDArray velocity = memory.get("momentum");
    if (velocity == null) {
      UpdateRule.addScaled(weights, gradient, -rate);
      return;
    }
    velocity.muli(settings.momentum());
    velocity.addi(gradient);
    if (settings.nesterov()) {
      UpdateRule.addScaled(gradient, velocity, settings.momentum());
      UpdateRule.addScaled(weights, gradient, -rate);
    } else {
      UpdateRule.addScaled(weights, velocity, -rate);
    }
  }

  @Override
  public Map<String, PtNDArray> memory() {
    return memory;
  }
}
