package org.stratigraph.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A function of 0, 1, ..., n - 1 worked out on a fixed number of daemon threads. */
public final class ParallelRange implements AutoCloseable {
  private final ExecutorService pool;

  /**
   * Starts threads.
   *
   * @param name what their names begin with
   * @param threads how many, at least 1
   */
  public ParallelRange(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The results of {@link #map} on threads that end with it, no more of them than numbers. */
  public static <T> List<T> once(String name, int threads, int count, IntFunction<T> function) {
    try (ParallelRange range = new ParallelRange(name, Math.max(1, Math.min(threads, count)))) {
      return range.map(count, function);
    }
  }

  /**
   * The results in order. If the function fails, the failure of the lowest index is thrown, so that
   * the same input always gives the same message.
   *
   * @throws CancellationException if the calling thread is interrupted; its flag stays set
   */
  public <T> List<T> map(int count, IntFunction<T> function) {
    List<Future<T>> futures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int index = i;
      futures.add(pool.submit(() -> function.apply(index)));
    }
    List<T> results = new ArrayList<>(count);
    boolean complete = false;
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      complete = true;
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw unchecked(e);
    } finally {
      if (!complete) {
        futures.forEach(future -> future.cancel(false));
      }
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(e);
  }

  /** A thread that still reads would meet files that its caller closes next, so it is awaited. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      pool.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
