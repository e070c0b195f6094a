package org.stratigraph.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.stratigraph.benchmarks.ClusterModel.Troubles;
import org.stratigraph.criticality.Cutting;

/**
 * A study on a cluster, event by event: portions cut as the program cuts them, given out in order
 * to whoever is free, begun a second time elsewhere when they lag, lost with their executor; two
 * networks at a time, the earlier one first, results stored by the driver alone. The same seed
 * gives the same hours.
 */
final class ClusterSimulation {
  /**
   * How many networks are under way: while the last portions of one are at work, the next begins.
   */
  private static final int AHEAD = 2;

  /** As Spark 4 has them: from this share on, what takes so many medians is begun again. */
  private static final double QUANTILE = 0.9;

  private static final double MULTIPLIER = 3;
  private final ClusterModel model;
  private final Troubles troubles;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Executor[] executors;
  private final PriorityQueue<Executor> idle =
      new PriorityQueue<>(Comparator.comparingDouble(executor -> executor.free));
  private final Deque<Work> open = new ArrayDeque<>();

  /** Networks that were begun, in order, with their portions. */
  private final List<List<Work>> begun = new ArrayList<>();

  /** The first network that is not stored yet. */
  private int stored;

  /** When the next network's portions are there. */
  private double next;

  /** When the driver has stored all that has come. */
  private double driver;

  /** Until then nobody who is idle finds anything to do; 0 if that is not known. */
  private double quietUntil;

  private double repeated;
  private double busyDriver;

  /** An executor: when it is free, how fast it is, what it has decoded. */
  private static final class Executor {
    private final double speed;
    private final boolean[] decoded;
    private double free;
    private double fails;
    private int network = -1;

    Executor(double speed, int chunks, double fails) {
      this.speed = speed;
      this.decoded = new boolean[chunks];
      this.fails = fails;
    }
  }

  /** A portion: a share of the resets of a network on a chunk. */
  private static final class Work {
    private final int network;
    private final int chunk;
    private final double share;
    private double begun;
    private double ends = Double.POSITIVE_INFINITY;
    private boolean twice;

    Work(int network, int chunk, double share) {
      this.network = network;
      this.chunk = chunk;
      this.share = share;
    }
  }

  private ClusterSimulation(ClusterModel model, Troubles troubles, int count) {
    this.model = model;
    this.troubles = troubles;
    this.executors = new Executor[count];
    for (int i = 0; i < count; i++) {
      double speed = Math.max(0.2, 1 + troubles.spread() * random.nextGaussian());
      executors[i] = new Executor(speed, model.chunks(), failure(0));
    }
  }

  /**
   * How it went.
   *
   * @param seconds from start to end
   * @param efficiency useful work as a share of all executors' time
   * @param driver share of the time in which the driver was busy
   * @param repeated share of all attempts' time that brought nothing
   */
  record Outcome(double seconds, double efficiency, double driver, double repeated) {}

  /** Simulates a study on so many executors. */
  static Outcome of(ClusterModel model, Troubles troubles, int executors) {
    ClusterSimulation simulation = new ClusterSimulation(model, troubles, executors);
    double end = simulation.run();
    return new Outcome(
        end,
        model.useful() / (end * executors),
        simulation.busyDriver / end,
        simulation.repeated / (end * executors));
  }

  private double run() {
    next = model.planning();
    idle.addAll(List.of(executors));
    while (stored < model.networks()) {
      Executor executor = idle.remove();
      double now = executor.free;
      store(now);
      if (begun.size() < model.networks() && begun.size() < stored + AHEAD && next <= now) {
        begin();
      }
      if (!open.isEmpty()) {
        Work work = open.remove();
        double end = attempt(executor, work);
        if (end < Double.POSITIVE_INFINITY) {
          work.begun = now;
          work.ends = end;
        } else {
          open.addFirst(work);
        }
        quietUntil = 0;
      } else if (now < quietUntil) {
        executor.free = quietUntil;
      } else {
        Optional<Work> lagging = lagging(now);
        if (lagging.isPresent()) {
          again(executor, lagging.get());
          quietUntil = 0;
        } else {
          quietUntil = event(now);
          executor.free = quietUntil;
        }
      }
      idle.add(executor);
    }
    return driver;
  }

  /** Makes a network's portions ready; the next one's are planned meanwhile. */
  private void begin() {
    List<Work> portions = portions(begun.size());
    begun.add(portions);
    open.addAll(portions);
    next += model.planning();
  }

  /** Stores the networks that are measured, one result after the other, by the driver alone. */
  private void store(double now) {
    while (stored < begun.size() && begun.get(stored).stream().allMatch(work -> work.ends <= now)) {
      List<Work> portions = begun.get(stored);
      double each = model.cells() * model.chunks() * model.storing() / portions.size();
      for (double end : portions.stream().mapToDouble(work -> work.ends).sorted().toArray()) {
        driver = Math.max(driver, end) + each;
        busyDriver += each;
      }
      stored++;
      next = Math.max(next, driver + model.planning());
    }
  }

  /** When an attempt ends; never, if its executor fails before that. */
  private double attempt(Executor executor, Work work) {
    double now = executor.free;
    double end = now + model.dispatching() + duration(executor, work);
    busyDriver += model.dispatching();
    if (end <= executor.fails) {
      executor.free = end;
      return end;
    }
    repeated += Math.max(0, executor.fails - now);
    executor.free = Math.max(now, executor.fails) + troubles.replacing();
    executor.fails = failure(executor.free);
    executor.network = -1;
    Arrays.fill(executor.decoded, false);
    return Double.POSITIVE_INFINITY;
  }

  /** A second attempt; the slower one of the two is ended with the other. */
  private void again(Executor executor, Work work) {
    work.twice = true;
    double begun = executor.free;
    double end = attempt(executor, work);
    repeated += Math.min(end, work.ends) - begun;
    work.ends = Math.min(work.ends, end);
    executor.free = Math.min(executor.free, work.ends);
  }

  private List<Work> portions(int network) {
    double per = model.evaluation();
    Cutting cutting = new Cutting(executors.length, 1, Cutting.LONGEST_SECONDS / per);
    double left = model.images() * model.cost();
    List<Work> portions = new ArrayList<>();
    for (int chunk = 0; chunk < model.chunks(); chunk++) {
      int images = model.images(chunk);
      int parts = cutting.parts(images, model.cost(), left);
      for (int i = 0; i < parts; i++) {
        portions.add(new Work(network, chunk, 1.0 / parts));
      }
      left -= images * model.cost();
    }
    return portions;
  }

  private double duration(Executor executor, Work work) {
    double seconds =
        model.images(work.chunk) * (1 + model.cost() * work.share) * model.evaluation();
    if (!executor.decoded[work.chunk]) {
      seconds += model.images(work.chunk) * model.decoding();
      executor.decoded[work.chunk] = true;
    }
    if (executor.network != work.network) {
      executor.network = work.network;
      seconds += model.opening() + executors.length * model.networkBytes() / model.storage();
    }
    boolean straggles = random.nextDouble() < troubles.straggling();
    return seconds / executor.speed * (straggles ? troubles.slowdown() : 1);
  }

  private double failure(double from) {
    return from - troubles.betweenFailures() * Math.log(1 - random.nextDouble());
  }

  /** The portion that has been at work for longest, if it is time to begin one a second time. */
  private Optional<Work> lagging(double now) {
    for (List<Work> portions : underWay()) {
      long done = portions.stream().filter(work -> work.ends <= now).count();
      if (done >= QUANTILE * portions.size()) {
        double late = MULTIPLIER * median(portions);
        Optional<Work> lagging =
            portions.stream()
                .filter(work -> !work.twice && work.ends > now && now - work.begun > late)
                .min(Comparator.comparingDouble(work -> work.begun));
        if (lagging.isPresent()) {
          return lagging;
        }
      }
    }
    return Optional.empty();
  }

  /** When something happens next for whoever has nothing to do. */
  private double event(double now) {
    double event = begun.size() < model.networks() && next > now ? next : Double.POSITIVE_INFINITY;
    for (List<Work> portions : underWay()) {
      double late = MULTIPLIER * median(portions);
      for (Work work : portions) {
        if (work.ends > now) {
          event = Math.min(event, work.ends);
          double lags = Math.nextUp(work.begun + late);
          if (!work.twice && lags > now) {
            event = Math.min(event, lags);
          }
        }
      }
    }
    return event < Double.POSITIVE_INFINITY ? event : now + 1;
  }

  private List<List<Work>> underWay() {
    return begun.subList(stored, begun.size());
  }

  /** Of the time that portions take; all are given out when it is asked for. */
  private static double median(List<Work> portions) {
    double[] times =
        portions.stream().mapToDouble(work -> work.ends - work.begun).sorted().toArray();
    return times[times.length / 2];
  }
}
