package org.stratigraph.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.stratigraph.file.Sha256;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.RunList;

/**
 * The runs as they are now, each with an id by which requests name it. Looks at the folder only
 * when somebody asks, and then not more often than once in a while. Thread-safe.
 */
final class Board {
  private static final Duration FRESH = Duration.ofMillis(600);

  private final RunList list;

  /**
   * Held while any database is read: the locks of a file are a process's, so a second reader of it
   * that closes first would leave the other without.
   */
  private final ReentrantLock reading = new ReentrantLock();

  private volatile Map<String, ListedRun> runs = Map.of();
  private volatile boolean complete = true;
  private long looked = System.nanoTime() - FRESH.toNanos();

  Board(RunList list) {
    this.list = list;
  }

  /** All runs by id, in the order of their names. */
  Map<String, ListedRun> runs() {
    // Whoever finds the lock taken is served with what was seen a moment ago.
    if (reading.tryLock()) {
      try {
        if (System.nanoTime() - looked >= FRESH.toNanos()) {
          look();
        }
      } finally {
        reading.unlock();
      }
    }
    return runs;
  }

  private void look() {
    Map<String, ListedRun> now = new LinkedHashMap<>();
    list.look().forEach(run -> now.put(id(run.name()), run));
    complete = list.isComplete();
    runs = Collections.unmodifiableMap(now);
    looked = System.nanoTime();
  }

  /** Whether the whole folder was looked at. */
  boolean isComplete() {
    return complete;
  }

  /** The run of an id, if there is one now. */
  Optional<ListedRun> run(String id) {
    return Optional.ofNullable(runs().get(id));
  }

  /** Forgets what was seen, after something was changed. */
  void refresh() {
    reading.lock();
    try {
      look();
    } finally {
      reading.unlock();
    }
  }

  /** Does what reads databases of runs, while nobody else here does. */
  <T> T reading(Callable<T> work) throws Exception {
    reading.lock();
    try {
      return work.call();
    } finally {
      reading.unlock();
    }
  }

  /** The folder that holds the runs. */
  String root() {
    return list.root().toString();
  }

  /** An id says nothing of a path, and stays the same as long as the name does. */
  static String id(String name) {
    byte[] digest = Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }
}
