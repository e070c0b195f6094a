package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Map;
import java.util.function.Supplier;
import org.stratigraph.training.Optimiser;

/** The optimisers that divide the mean gradient by its size. */
final class AdamRule implements UpdateRule {
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double weightDecay;

  /** Whether weights shrink by themselves, instead of by a larger gradient. */
  private final boolean decoupled;

  /** Whether the division waits until the size is known well enough. */
  private final boolean rectified;

  private final PtNDArray weights;
  private final PtNDArray mean;
  private final PtNDArray square;

  private AdamRule(
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled,
      boolean rectified,
      PtNDArray weights,
      Supplier<PtNDArray> blank) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    this.decoupled = decoupled;
    this.rectified = rectified;
    this.weights = weights;
    this.mean = blank.get();
    this.square = blank.get();
  }

  /** As torch.optim.Adam. */
  static AdamRule of(Optimiser.Adam adam, PtNDArray weights, Supplier<PtNDArray> blank) {
    return new AdamRule(
        adam.beta1(),
        adam.beta2(),
        adam.epsilon(),
        adam.weightDecay(),
        false,
        false,
        weights,
        blank);
  }

  /** As torch.optim.AdamW. */
  static AdamRule of(Optimiser.AdamW adam, PtNDArray weights, Supplier<PtNDArray> blank) {
    return new AdamRule(
        adam.beta1(),
        adam.beta2(),
        adam.epsilon(),
        adam.weightDecay(),
        true,
        false,
        weights,
        blank);
  }

  /** As tfa.optimizers.RectifiedAdam with a threshold of 5. */
  static AdamRule of(Optimiser.RAdam adam, PtNDArray weights, Supplier<PtNDArray> blank) {
    return new AdamRule(
        adam.beta1(), adam.beta2(), adam.epsilon(), adam.weightDecay(), true, true, weights, blank);
  }

  @Override
  public void step(long number, PtNDArray gradient, double rate) {
    if (weightDecay != 0) {
      if (decoupled) {
        weights.muli(1 - rate * weightDecay);
      } else {
        UpdateRule.addScaled(gradient, weights, weightDecay);
      }
    }
    mean.muli(beta1);
    UpdateRule.addScaled(mean, gradient, 1 - beta1);
    square.muli(beta2);
    gradient.muli(gradient);
    UpdateRule.addScaled(square, gradient, 1 - beta2);
    double share1 = 1 - Math.pow(beta1, (double) number);
    double share2 = 1 - Math.pow(beta2, (double) number);
    double factor = rectified ? rectification(number, share2) : 1;
    if (Double.isNaN(factor)) {
      UpdateRule.addScaled(weights, mean, -rate / share1);
      return;
    }
    try (PtNDArray update = mean.mul(-rate * factor / share1);
        PtNDArray size = (PtNDArray) square.sqrt()) {
      size.divi(Math.sqrt(share2));
      size.addi(epsilon);
      update.divi(size);
      weights.addi(update);
    }
  }

  /**
   * The factor of Liu et al. 2020 (algorithm 2), with the length of the simple moving average; NaN
   * while that is below 5, where the variance is not to be trusted.
   */
  private double rectification(long number, double share2) {
    double longest = 2 / (1 - beta2) - 1;
    double length = longest - 2 * number * Math.pow(beta2, (double) number) / share2;
    return length < 5
        ? Double.NaN
        : Math.sqrt(
            (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
  }

  @Override
  public Map<String, PtNDArray> memory() {
    return Map.of("mean", mean, "square", square);
  }
}
