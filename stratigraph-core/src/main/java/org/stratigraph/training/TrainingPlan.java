package org.stratigraph.training;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a network is trained, the images aside.
 *
 * @param objective what is minimised
 * @param optimiser how a gradient becomes a step
 * @param learningRate over the epochs
 * @param epochs how many there will be, from 1; the learning rate depends on it
 * @param attack the adversarial examples that replace the images of each batch, if any
 * @param averaging the decay in (0,1) of the exponential moving average of the weights, if the
 *     average is to be the result
 * @param frozen the names of trained tensors that stay as they are; a norm layer with a frozen
 *     scale also keeps its running statistics
 * @param seed of everything that the engine draws: dropout, the starts of attacks
 */
public record TrainingPlan(
    Objective objective,
    Optimiser optimiser,
    LearningRate learningRate,
    int epochs,
    Optional<Attack> attack,
    OptionalDouble averaging,
    Set<String> frozen,
    long seed) {
  public TrainingPlan {
    frozen = Set.copyOf(frozen);
  }

  /** A plan without attack, averaging or frozen tensors. */
  public static TrainingPlan of(
      Objective objective, Optimiser optimiser, LearningRate learningRate, int epochs, long seed) {
    return new TrainingPlan(
        objective,
        optimiser,
        learningRate,
        epochs,
        Optional.empty(),
        OptionalDouble.empty(),
        Set.of(),
        seed);
  }
}
