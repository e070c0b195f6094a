package org.stratigraph.pytorch;

import org.stratigraph.training.Optimiser;

/** The rule of an optimiser. */
final class UpdateRules {
  private UpdateRules() {}

  /** A rule that moves the given weights. */
  static UpdateRule of(Optimiser optimiser, FlatTensors weights) {
    if (optimiser instanceof Optimiser.Sgd sgd) {
      return new SgdRule(sgd, weights.vector(), weights::blank);
    }
    if (optimiser instanceof Optimiser.Adam adam) {
      return AdamRule.of(adam, weights.vector(), weights::blank);
    }
    if (optimiser instanceof Optimiser.AdamW adam) {
      return AdamRule.of(adam, weights.vector(), weights::blank);
    }
    if (optimiser instanceof Optimiser.RAdam adam) {
      return AdamRule.of(adam, weights.vector(), weights::blank);
    }
    if (optimiser instanceof Optimiser.Lookahead lookahead) {
      return new LookaheadRule(
          of(lookahead.inner(), weights),
          lookahead.steps(),
          lookahead.share(),
          weights.vector(),
          weights.blank());
    }
    throw new IllegalArgumentException("no rule for " + optimiser);
  }
}
