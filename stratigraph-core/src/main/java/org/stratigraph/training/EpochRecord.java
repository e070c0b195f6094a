package org.stratigraph.training;

/**
 * What is kept of an epoch. NaN where a figure does not exist: training figures of epoch 0, test
 * figures without test images or while nothing learns to tell classes.
 *
 * @param epoch how many epochs were done, over all parts of the training; 0 before the first
 * @param phase the name of the part that it belongs to; for epoch 0 {@code initial}
 * @param loss mean training loss, while the weights moved
 * @param accuracy share in [0,1] of training images that were right, while the weights moved
 * @param testLoss mean cross-entropy of the test images after the epoch
 * @param testAccuracy share in [0,1] of the test images that are right after the epoch
 * @param learningRate at the last step
 * @param images trained on
 * @param seconds that training took, without the test
 */
public record EpochRecord(
    int epoch,
    String phase,
    double loss,
    double accuracy,
    double testLoss,
    double testAccuracy,
    double learningRate,
    int images,
    double seconds) {
  /** The name of the part before the first. */
  public static final String INITIAL = "initial";

  /** Of the untrained network. */
  static EpochRecord initial(TestSet.Score score) {
    return new EpochRecord(
        0, INITIAL, Double.NaN, Double.NaN, score.loss(), score.accuracy(), Double.NaN, 0, 0);
  }

  /** Images trained on in a second; NaN where none were. */
  public double imagesPerSecond() {
    return images == 0 ? Double.NaN : images / seconds;
  }
}
