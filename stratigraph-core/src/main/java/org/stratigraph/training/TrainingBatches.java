package org.stratigraph.training;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * The batches of every epoch: order, augmentation and mixing are a function of seed, epoch and
 * position alone, whatever the number of threads. A reader asks for the batches of an epoch in
 * order; implementations may work ahead.
 */
public interface TrainingBatches extends AutoCloseable {
  /** The shape of one image, [C, H, W]. */
  Shape image();

  /** The number K of classes. */
  int classes();

  /** The number of batches in an epoch, from 1. */
  int count();

  /**
   * One batch.
   *
   * @param epoch from 1
   * @param index from 0 to {@link #count()} - 1
   */
  TrainingBatch batch(int epoch, int index);

  /** What was subtracted from each channel, in units of [0,1]. */
  List<Float> mean();

  /** What each channel was divided by, in units of [0,1]. */
  List<Float> std();

  @Override
  void close();
}
