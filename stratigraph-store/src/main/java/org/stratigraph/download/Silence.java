package org.stratigraph.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Closes a stream that has brought nothing for too long, which a read of it cannot see itself. */
final class Silence implements AutoCloseable {
  private final AtomicLong heard = new AtomicLong(System.nanoTime());
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread thread;

  Silence(InputStream stream, Duration most) {
    thread =
        new Thread(
            () -> {
              try {
                long left = most.toNanos();
                while (left > 0) {
                  Thread.sleep(left / 1_000_000 + 1);
                  left = heard.get() + most.toNanos() - System.nanoTime();
                }
                over.set(true);
                stream.close();
              } catch (InterruptedException | IOException e) {
                // The stream came to its end in time, or is closed already.
                return;
              }
            },
            "download-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Something came. */
  void heard() {
    heard.set(System.nanoTime());
  }

  /** Whether it was too long. */
  boolean isOver() {
    return over.get();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
