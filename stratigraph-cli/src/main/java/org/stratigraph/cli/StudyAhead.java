package org.stratigraph.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stratigraph.cli.StudyMember.Outcome;
import org.stratigraph.study.StudyNetwork;

/**
 * Measures the networks of a study in their order; on a cluster one ahead, so that nobody waits for
 * the last portions of a network with nothing to do. Not thread-safe.
 */
final class StudyAhead implements AutoCloseable {
  private static final int AT_A_TIME = 2;

  private final Iterator<StudyNetwork> networks;
  private final boolean cluster;
  private final Function<StudyNetwork, Supplier<Outcome>> work;
  private final Deque<Future<Outcome>> begun = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_A_TIME,
          task -> {
            Thread thread = new Thread(task, "stratigraph-study");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Nothing is done yet.
   *
   * @param cluster whether others measure
   * @param work gives what measures a network; called on the thread that calls {@link #next}
   */
  StudyAhead(
      List<StudyNetwork> networks,
      boolean cluster,
      Function<StudyNetwork, Supplier<Outcome>> work) {
    this.networks = networks.iterator();
    this.cluster = cluster;
    this.work = work;
  }

  /** The outcome of the next network; throws what its measuring threw. */
  Outcome next() {
    if (!cluster) {
      return work.apply(networks.next()).get();
    }
    while (begun.size() < AT_A_TIME && networks.hasNext()) {
      Supplier<Outcome> measuring = work.apply(networks.next());
      begun.add(threads.submit(measuring::get));
    }
    try {
      return begun.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a network was measured", e);
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

  /** Begins nothing more; what is under way ends with the cluster. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
