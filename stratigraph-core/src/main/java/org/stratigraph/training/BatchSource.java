package org.stratigraph.training;

/** Makes the batches of each part of a training. */
@FunctionalInterface
public interface BatchSource {
  /**
   * Opens the batches of a part.
   *
   * @param phase says how images are augmented, and in {@code plan().seed()} what fixes chance
   */
  TrainingBatches open(Phase phase);
}
