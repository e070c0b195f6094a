package org.stratigraph.conflict;

import org.stratigraph.UnusableInputException;

/**
 * When two samples are in one bundle.
 *
 * @param learningRate that the network is trained with, above 0
 * @param batchSize that the network is trained with, from 1
 * @param equalShare the share in (0,1] of a layer's units in which they have to be equal; 1 in the
 *     papers
 * @param counting which samples the entropy of a bundle counts
 * @param precision of the comparison; float32 in the papers
 * @param memory bytes that rounded activations may take while they are compared; a smaller one
 *     means that activations are read more often. One sample of one layer is always kept.
 */
public record ConflictOptions(
    double learningRate,
    int batchSize,
    double equalShare,
    BundleCounting counting,
    Precision precision,
    long memory) {
  private static final long MEMORY = 256L << 20;

  /**
   * Checks the numbers.
   *
   * @throws UnusableInputException if one is out of its range; the message names it
   */
  public ConflictOptions {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new UnusableInputException(
          "The learning rate must be above 0, not %s; give the one of the training."
              .formatted(learningRate));
    }
    if (batchSize < 1) {
      throw new UnusableInputException(
          "The batch size must be at least 1, not %d; give the one of the training."
              .formatted(batchSize));
    }
    if (!(equalShare > 0 && equalShare <= 1)) {
      throw new UnusableInputException(
          "The share of equal units must be above 0 and at most 1, not %s.".formatted(equalShare));
    }
  }

  /** As published: every unit equal, in float32; 256 MiB. */
  public static ConflictOptions of(double learningRate, int batchSize) {
    return new ConflictOptions(
        learningRate, batchSize, 1, BundleCounting.DISJOINT, Precision.FLOAT32, MEMORY);
  }

  public ConflictOptions withEqualShare(double share) {
    return new ConflictOptions(learningRate, batchSize, share, counting, precision, memory);
  }

  public ConflictOptions withCounting(BundleCounting other) {
    return new ConflictOptions(learningRate, batchSize, equalShare, other, precision, memory);
  }

  public ConflictOptions withPrecision(Precision other) {
    return new ConflictOptions(learningRate, batchSize, equalShare, counting, other, memory);
  }

  public ConflictOptions withMemory(long bytes) {
    return new ConflictOptions(learningRate, batchSize, equalShare, counting, precision, bytes);
  }
}
