package org.stratigraph.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.stratigraph.cli.Assignment;
import org.stratigraph.cli.Cluster;
import org.stratigraph.cli.ClusterException;
import org.stratigraph.criticality.Workforce;

/** A Spark application, from its connection to the master on. */
final class SparkCluster implements Cluster {
  private static final int SENT = 3;

  private final SparkContext context;
  private final Patience patience;
  private final Function<PortionTask.Order, PortionTask> tasks;

  /** Which executor decoded images last, by their first block. */
  private final Map<Integer, String> places = new ConcurrentHashMap<>();

  /** The networks that were sent last; more are not measured at a time. */
  private final Deque<SentNetwork> sent = new ArrayDeque<>();

  private SparkCluster(
      SparkContext context, Patience patience, Function<PortionTask.Order, PortionTask> tasks) {
    this.context = context;
    this.patience = patience;
    this.tasks = tasks;
  }

  /**
   * Connects to a master, and waits until it has given an executor.
   *
   * @param master as Spark writes it
   * @throws org.stratigraph.UnusableInputException if it is none
   * @throws ClusterException if it cannot be reached or has no place
   */
  static Cluster connect(String master) {
    return connect(master, new SparkConf(), PortionTask::new);
  }

  /**
   * The same.
   *
   * @param given settings that go before the usual ones
   * @param tasks makes the task of an assignment; another one in tests of what goes wrong
   */
  static SparkCluster connect(
      String master, SparkConf given, Function<PortionTask.Order, PortionTask> tasks) {
    MasterAddress.of(master).requireReachable();
    SparkConf conf = SparkSettings.of(master, given);
    Patience patience = Patience.of(master, conf);
    SparkContext context = start(master, conf);
    boolean done = false;
    try {
      patience.awaitExecutor(context);
      done = true;
      return new SparkCluster(context, patience, tasks);
    } finally {
      if (!done) {
        context.stop();
      }
    }
  }

  private static SparkContext start(String master, SparkConf conf) {
    try {
      return new SparkContext(conf);
    } catch (RuntimeException e) {
      throw new ClusterException(
          "Spark does not start with the master %s: %s"
              .formatted(master, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  @Override
  public String description() {
    return "Spark %s, %s".formatted(context.version(), context.master());
  }

  @Override
  public int slots() {
    return Math.max(1, context.defaultParallelism() / threads());
  }

  @Override
  public int threads() {
    return context.conf().getInt("spark.task.cpus", 1);
  }

  @Override
  public long memory() {
    return SparkSettings.memory(context.conf(), slots());
  }

  @Override
  public Workforce workforce(Assignment assignment) {
    Optional<SentNetwork> network =
        context.conf().get(SentNetwork.NETWORKS, "shared").equals("sent")
            ? Optional.of(SentNetwork.of(context, assignment, SentNetwork.MOST_BYTES))
            : Optional.empty();
    network.ifPresent(this::remember);
    return new SparkWorkforce(
        context,
        patience,
        tasks.apply(new PortionTask.Order(Wire.of(assignment), network)),
        this::slots,
        places);
  }

  private synchronized void remember(SentNetwork network) {
    sent.add(network);
    if (sent.size() > SENT) {
      sent.remove().forget();
    }
  }

  @Override
  public void close() {
    context.stop();
  }
}
