package org.stratigraph.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.stratigraph.cli.ClusterException;

/** How long a cluster may be without executors before that is said, instead of waiting for ever. */
final class Patience {
  /** How long, as Spark writes times. */
  static final String PATIENCE = "spark.stratigraph.patience";

  private final String master;
  private final boolean local;
  private final long nanos;
  private volatile long lastSeen = System.nanoTime();

  private Patience(String master, long nanos) {
    this.master = master;
    this.local = MasterAddress.isLocal(master);
    this.nanos = nanos;
  }

  static Patience of(String master, SparkConf conf) {
    return new Patience(master, conf.getTimeAsMs(PATIENCE, "2min") * 1_000_000);
  }

  /**
   * Waits for the first executor.
   *
   * @throws ClusterException if none comes
   */
  void awaitExecutor(SparkContext context) {
    lastSeen = System.nanoTime();
    while (!has(context)) {
      require(context);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while Spark was awaited", e);
      }
    }
  }

  /**
   * Looks whether there is anybody left to work.
   *
   * @throws ClusterException if the connection is lost, or there has been no executor for too long
   */
  void require(SparkContext context) {
    if (context.isStopped()) {
      throw new ClusterException(
          ("The Spark master %s does not take this application, or was lost; it may run another"
                  + " version than Spark %s. What was measured is kept.")
              .formatted(master, org.apache.spark.package$.MODULE$.SPARK_VERSION()));
    }
    if (has(context)) {
      lastSeen = System.nanoTime();
    } else if (System.nanoTime() - lastSeen > nanos) {
      throw new ClusterException(
          ("The Spark master %s has given no executor for %d s; does it have workers with free"
                  + " cores and memory (spark.executor.cores, spark.executor.memory)? What was"
                  + " measured is kept.")
              .formatted(master, nanos / 1_000_000_000));
    }
  }

  private boolean has(SparkContext context) {
    // The driver counts itself.
    return local || context.statusTracker().getExecutorInfos().length > 1;
  }
}
