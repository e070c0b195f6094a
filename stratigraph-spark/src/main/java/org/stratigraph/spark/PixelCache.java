package org.stratigraph.spark;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.stratigraph.cli.Workplace.Pixels;

/** Decoded images, those kept that were wanted last. Thread-safe. */
final class PixelCache {
  private final Map<String, FutureTask<Pixels>> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Gives decoded images, and decodes them if nobody has yet; whoever wants the same meanwhile
   * waits.
   *
   * @param kept bytes above which the images that were not wanted for longest are let go
   */
  Pixels get(String key, Supplier<Pixels> decoding, long kept) {
    FutureTask<Pixels> task;
    synchronized (entries) {
      task = entries.computeIfAbsent(key, k -> new FutureTask<>(decoding::get));
    }
    // Does nothing if it runs or ran already.
    task.run();
    try {
      Pixels pixels = task.get();
      trim(key, kept);
      return pixels;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while images were decoded", e);
    } catch (ExecutionException e) {
      synchronized (entries) {
        entries.remove(key, task);
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void trim(String wanted, long kept) {
    synchronized (entries) {
      long bytes = entries.values().stream().mapToLong(PixelCache::bytes).sum();
      Iterator<Map.Entry<String, FutureTask<Pixels>>> oldest = entries.entrySet().iterator();
      while (bytes > kept && oldest.hasNext()) {
        Map.Entry<String, FutureTask<Pixels>> entry = oldest.next();
        long size = bytes(entry.getValue());
        if (size > 0 && !entry.getKey().equals(wanted)) {
          oldest.remove();
          bytes -= size;
        }
      }
    }
  }

  /** 0 while it is being decoded. */
  private static long bytes(FutureTask<Pixels> task) {
    if (!task.isDone()) {
      return 0;
    }
    try {
      return task.get().bytes().capacity();
    } catch (InterruptedException | ExecutionException e) {
      return 0;
    }
  }
}
