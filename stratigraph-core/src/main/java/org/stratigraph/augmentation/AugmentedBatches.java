package org.stratigraph.augmentation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;

/**
 * Batches of images in memory, shuffled and changed anew in every epoch. While a batch is used, the
 * next one is made on threads of its own.
 *
 * <p>An epoch has as many whole batches as there are images for; the images left over, other ones
 * in each epoch, are not used in it. A data set smaller than one batch is one batch.
 *
 * <p>The order of the images is a function of seed and epoch; what happens to an image, of these
 * two and its position in that order; a mixture, of these two and the batch's index. Batches may be
 * asked for in any order, but only the one that follows the last one asked for is made ahead. Not
 * thread-safe.
 */
public final class AugmentedBatches implements TrainingBatches {
  private static final long LARGEST_BUFFER = Integer.MAX_VALUE - 8L;

  private final DecodedImages images;
  private final int count;
  private final BatchMaker maker;

  private TrainingBatch used;
  private TrainingBatch free;
  private Optional<Pending> ahead = Optional.empty();

  /** A batch being made in the free buffers. */
  private record Pending(int epoch, int index, CompletableFuture<Void> done) {}

  private AugmentedBatches(DecodedImages images, int count, BatchMaker maker) {
    this.images = images;
    this.count = count;
    this.maker = maker;
    this.used = maker.allocate();
    this.free = maker.allocate();
  }

  /**
   * Batches of decoded images.
   *
   * @param batchSize images of a batch, from 1
   * @param twoViews whether a batch holds each of its images twice, changed independently: rows i
   *     and i + batchSize are the same image
   * @param seed of the order and of every change
   * @param threads that make batches, from 1; they do not change the batches
   * @throws UnusableInputException if the batch size is below 1 or too large, or views are to be
   *     mixed
   */
  public static AugmentedBatches of(
      DecodedImages images,
      Augmentation augmentation,
      int batchSize,
      boolean twoViews,
      long seed,
      int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    if (batchSize < 1) {
      throw new UnusableInputException("A batch needs at least one image, not " + batchSize + ".");
    }
    if (twoViews && augmentation.mixes()) {
      throw new UnusableInputException(
          "Two views of an image are to be told from those of other images, so mixup and cutmix"
              + " cannot be used with them; leave them out.");
    }
    int size = Math.min(batchSize, images.count());
    int views = twoViews ? 2 : 1;
    long largestRow = Math.max(images.shape().elementCount(), images.classes());
    if ((double) size * views * largestRow * Float.BYTES > LARGEST_BUFFER) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "A batch of %d images of %s values is beyond 2 GiB; use a smaller one.",
              size * (long) views,
              images.shape()));
    }
    BatchMaker maker = new BatchMaker(images, augmentation, size, views, seed, threads);
    return new AugmentedBatches(images, images.count() / size, maker);
  }

  @Override
  public Shape image() {
    return images.shape();
  }

  @Override
  public int classes() {
    return images.classes();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public List<Float> mean() {
    return images.preprocessing().mean();
  }

  @Override
  public List<Float> std() {
    return images.preprocessing().std();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no such batch
   * @throws CancellationException if the calling thread is interrupted; its flag stays set
   */
  @Override
  public TrainingBatch batch(int epoch, int index) {
    if (epoch < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException("batch " + index + " of epoch " + epoch);
    }
    if (ahead.isPresent() && !(ahead.get().epoch() == epoch && ahead.get().index() == index)) {
      // Its threads write into the buffers that are wanted now.
      await(ahead.get());
      ahead = Optional.empty();
    }
    await(ahead.orElseGet(() -> start(epoch, index)));
    TrainingBatch ready = free;
    free = used;
    used = ready;
    ahead = Optional.of(index + 1 < count ? start(epoch, index + 1) : start(epoch + 1, 0));
    return new TrainingBatch(ready.size(), ready.images().duplicate(), ready.targets().duplicate());
  }

  private Pending start(int epoch, int index) {
    return new Pending(epoch, index, maker.fill(free, epoch, index));
  }

  private static void await(Pending pending) {
    // A batch that is ready is given without a look at the flag.
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    try {
      pending.done().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    maker.close();
  }
}
