package org.stratigraph.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Images in chunks, of which the next one is loaded in the background while one is used; never more
 * than one ahead. For one thread; closing it stops the loading but leaves the images open.
 */
public final class ImageChunks implements Iterator<Images.Chunk>, AutoCloseable {
  private final Images images;
  private final int to;
  private final int size;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "image-chunks");
            thread.setDaemon(true);
            return thread;
          });
  private int next;
  private Optional<Future<Images.Chunk>> ahead = Optional.empty();

  private ImageChunks(Images images, int from, int to, int size) {
    this.images = images;
    this.next = from;
    this.to = to;
    this.size = size;
    fetch();
  }

  /**
   * The images {@code from} (inclusive) to {@code to} (exclusive) in chunks of {@code size}; the
   * last one may be smaller, and one with bad images skipped too. Loading starts at once.
   *
   * @throws IllegalArgumentException if the range is not one of the images or the size is below 1
   */
  public static ImageChunks of(Images images, int from, int to, int size) {
    if (from < 0 || to < from || to > images.count() || size < 1) {
      throw new IllegalArgumentException(from + " to " + to + " by " + size);
    }
    return new ImageChunks(images, from, to, size);
  }

  private void fetch() {
    if (next >= to) {
      ahead = Optional.empty();
      return;
    }
    int from = next;
    next = Math.min(to, from + size);
    int end = next;
    ahead = Optional.of(background.submit(() -> images.load(from, end)));
  }

  @Override
  public boolean hasNext() {
    return ahead.isPresent();
  }

  /**
   * The next chunk, waiting for it if need be.
   *
   * @throws org.stratigraph.UnusableInputException as {@link Images#load}
   * @throws CancellationException if the calling thread is interrupted; its flag stays set
   */
  @Override
  public Images.Chunk next() {
    Future<Images.Chunk> current = ahead.orElseThrow(NoSuchElementException::new);
    try {
      Images.Chunk chunk = current.get();
      fetch();
      return chunk;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw ParallelRange.unchecked(e);
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
