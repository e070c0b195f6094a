package org.stratigraph.augmentation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.stratigraph.statistics.Draws;
import org.stratigraph.training.TrainingBatch;

/** Fills the buffers of batches on daemon threads. Calls are for one thread at a time. */
final class BatchMaker implements AutoCloseable {
  private final DecodedImages images;
  private final Augmentation augmentation;
  private final int size;
  private final int views;
  private final long seed;
  private final int threads;
  private final ExecutorService pool;
  private final Deque<ViewMaker> idle = new ConcurrentLinkedDeque<>();
  private final Mixing mixing;

  private int epochOfOrder;
  private int[] order = new int[0];

  /**
   * A maker of batches.
   *
   * @param size images of a batch
   * @param views rows of an image; the rows of the second follow those of the first
   */
  BatchMaker(
      DecodedImages images,
      Augmentation augmentation,
      int size,
      int views,
      long seed,
      int threads) {
    this.images = images;
    this.augmentation = augmentation;
    this.size = size;
    this.views = views;
    this.seed = seed;
    this.threads = threads;
    this.mixing = new Mixing(size, images.shape(), images.classes());
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "batch-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Buffers for a batch. */
  TrainingBatch allocate() {
    int rows = Math.multiplyExact(size, views);
    return new TrainingBatch(
        rows,
        floats(Math.multiplyExact(rows, (int) images.shape().elementCount())),
        floats(Math.multiplyExact(rows, images.classes())));
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Starts to fill buffers; they are full when the future is done. */
  CompletableFuture<Void> fill(TrainingBatch batch, int epoch, int index) {
    int[] positions = order(epoch);
    Draws draws = Draws.of(seed, "augmentation", Integer.toString(epoch));
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    int rows = batch.size();
    for (int part = 0; part < threads; part++) {
      int from = (int) ((long) rows * part / threads);
      int to = (int) ((long) rows * (part + 1) / threads);
      parts.add(
          CompletableFuture.runAsync(
              () -> rows(batch, from, to, positions, index * size, draws), pool));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
    if (!augmentation.mixes()) {
      return all;
    }
    Draws shares = Draws.of(seed, "mixing", Integer.toString(epoch)).split(index);
    return all.thenRunAsync(
        () -> mixing.apply(augmentation, shares, batch.images(), batch.targets()), pool);
  }

  private void rows(
      TrainingBatch batch, int from, int to, int[] positions, int start, Draws draws) {
    ViewMaker maker = idle.poll();
    if (maker == null) {
      maker = new ViewMaker(images, augmentation);
    }
    float[] target = new float[images.classes()];
    for (int row = from; row < to; row++) {
      int position = start + row % size;
      int image = positions[position];
      int view = row / size;
      float[] values = maker.make(image, draws.split(2L * position + view));
      batch.images().put(row * values.length, values);
      target[images.label(image)] = 1;
      batch.targets().put(row * target.length, target);
      target[images.label(image)] = 0;
    }
    idle.push(maker);
  }

  /** The images of an epoch in their order, shuffled by Fisher and Yates. */
  private int[] order(int epoch) {
    if (epochOfOrder != epoch) {
      Draws draws = Draws.of(seed, "order", Integer.toString(epoch));
      order = new int[images.count()];
      for (int i = 0; i < order.length; i++) {
        int j = draws.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      epochOfOrder = epoch;
    }
    return order;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
