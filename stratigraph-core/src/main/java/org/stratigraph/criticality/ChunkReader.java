package org.stratigraph.criticality;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.stratigraph.data.ImageRange;
import org.stratigraph.data.Images;
import org.stratigraph.sweep.SweepPlan;

/** Reads images one chunk ahead, into two pieces of memory in turn. Not thread-safe. */
public final class ChunkReader implements AutoCloseable {
  private final Images images;
  private final SweepPlan plan;
  private final ByteBuffer[] memory = new ByteBuffer[2];
  private final ExecutorService ahead =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "stratigraph-read");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Reading> next = Optional.empty();
  private int current = 1;

  private record Reading(ImageRange range, Future<Images.Chunk> result) {}

  /** Reads the chunks of a plan. */
  public ChunkReader(Images images, SweepPlan plan) {
    this.images = images;
    this.plan = plan;
  }

  /** One chunk of the plan, and the start of reading the one after it. */
  public Images.Chunk read(int chunk) {
    return read(
        range(chunk),
        range(chunk + 1).count() == 0 ? Optional.empty() : Optional.of(range(chunk + 1)));
  }

  private ImageRange range(int chunk) {
    int from = (int) Math.min(images.count(), (long) chunk * plan.chunk());
    return new ImageRange(from, (int) Math.min(images.count(), (long) from + plan.chunk()));
  }

  /**
   * Some images, and the start of reading others.
   *
   * @param range no more than a chunk of the plan
   * @param following what will be asked for next, if anything
   */
  public Images.Chunk read(ImageRange range, Optional<ImageRange> following) {
    Reading reading = next.filter(r -> r.range().equals(range)).orElseGet(() -> start(range));
    current = 1 - current;
    Images.Chunk result = await(reading.result());
    next = following.map(this::start);
    return result;
  }

  /** The pixels of the chunk that was read last; they stay as they are until the next one. */
  public ByteBuffer pixels() {
    return memory(current);
  }

  private Reading start(ImageRange range) {
    ByteBuffer destination = memory(1 - current);
    return new Reading(
        range,
        ahead.submit(() -> images.load(range.from(), range.to(), destination.asFloatBuffer())));
  }

  private ByteBuffer memory(int index) {
    ByteBuffer piece = memory[index];
    if (piece == null) {
      piece = ByteBuffer.allocateDirect(plan.chunkBytes()).order(ByteOrder.nativeOrder());
      memory[index] = piece;
    }
    return piece;
  }

  private static Images.Chunk await(Future<Images.Chunk> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while images were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    ahead.shutdownNow();
  }
}
