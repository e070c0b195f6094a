package org.stratigraph.criticality;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.stratigraph.data.Images;
import org.stratigraph.sweep.SweepPlan;

/** Reads chunks of images one ahead, into two pieces of memory in turn. Not thread-safe. */
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

  private record Reading(int chunk, Future<Images.Chunk> result) {}

  /** Reads the chunks of a plan. */
  public ChunkReader(Images images, SweepPlan plan) {
    this.images = images;
    this.plan = plan;
  }

  /**
   * The images of one chunk, and the start of reading another, if there is one.
   *
   * @param following the chunk that will be asked for next; past the last for none
   */
  public Images.Chunk read(int chunk, int following) {
    Reading reading = next.filter(r -> r.chunk() == chunk).orElseGet(() -> start(chunk));
    current = 1 - current;
    Images.Chunk result = await(reading.result());
    next =
        following * (long) plan.chunk() < images.count()
            ? Optional.of(start(following))
            : Optional.empty();
    return result;
  }

  /** The pixels of the chunk that was read last; they stay as they are until the next one. */
  public ByteBuffer pixels() {
    return memory(current);
  }

  private Reading start(int chunk) {
    ByteBuffer destination = memory(1 - current);
    int from = chunk * plan.chunk();
    int to = Math.min(images.count(), from + plan.chunk());
    return new Reading(
        chunk, ahead.submit(() -> images.load(from, to, destination.asFloatBuffer())));
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
