package org.stratigraph.training;

/** How gradients become steps. Formulas and order of operations are PyTorch's. */
public sealed interface Optimiser {
  /** Stochastic gradient descent; weight decay is added to the gradient. */
  record Sgd(double momentum, boolean nesterov, double weightDecay) implements Optimiser {}

  /** Kingma and Ba 2015; weight decay is added to the gradient. */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimiser {}

  /** Loshchilov and Hutter 2019: weights shrink by rate times decay, apart from the gradient. */
  record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimiser {}

  /**
   * Rectified Adam (Liu et al. 2020), with TensorFlow Addons' decoupled weight decay: weights
   * shrink by rate times decay.
   */
  record RAdam(double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimiser {}

  /**
   * Lookahead (Zhang et al. 2019): every {@code steps} steps of the inner optimiser the slow
   * weights move by {@code share} of the way to the fast ones, which then start from there.
   */
  record Lookahead(Optimiser inner, int steps, double share) implements Optimiser {}
}
