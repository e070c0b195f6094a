package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standalone cluster of a master and two workers, each with one executor of one core. */
class ClusterTest {
  @TempDir private static Path folder;

  private static MiniCluster cluster;
  private static ShapesStudy study;

  @BeforeAll
  static void start() throws Exception {
    cluster = MiniCluster.start(folder).withWorker().withWorker();
    study = ShapesStudy.in(folder);
    study.alone("alone").assertDone();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static ShapesStudy.Ended on(
      String run, SparkConf conf, Function<PortionTask.Order, PortionTask> tasks) {
    return study.on(master -> SparkCluster.connect(cluster.master(), conf, tasks), run);
  }

  @Test
  void theTableIsThatOfOneMachineAlthoughATaskFailsTwiceAndAnotherIsDoneTwice() {
    SparkConf conf =
        cluster
            .settings()
            // Both executors would be excluded from the task that fails.
            .set("spark.excludeOnFailure.enabled", "false")
            .set("spark.speculation.quantile", "0.1")
            .set("spark.speculation.multiplier", "1.01")
            .set("spark.speculation.minTaskRuntime", "0");
    TaskWatch watch = TaskWatch.of(conf, done -> {});
    on("troubled", conf, Disturbed.FailsAndLags::new).assertDone();
    study.assertSame("alone", "troubled");
    assertThat(watch.failed()).isEqualTo(2);
    assertThat(watch.duplicates()).isPositive();
    assertThat(watch.executors()).isEqualTo(2);
  }

  @Test
  void theTableIsThatOfOneMachineAlthoughAWorkerIsKilled() throws IOException {
    SparkConf conf = cluster.settings();
    AtomicBoolean killed = new AtomicBoolean();
    TaskWatch watch =
        TaskWatch.of(
            conf,
            done -> {
              if (done >= 2 && killed.compareAndSet(false, true)) {
                cluster.kill(0);
              }
            });
    on("killed", conf, order -> new Disturbed.Slow(order, 1_000)).assertDone();
    assertThat(killed).isTrue();
    assertThat(watch.failed()).isPositive();
    study.assertSame("alone", "killed");
    // For the tests after this one.
    cluster.withWorker();
  }

  @Test
  void aClusterWithoutRoomIsNotWaitedForForEver() {
    SparkConf conf =
        cluster
            .settings()
            .set("spark.executor.memory", "8g")
            .set("spark.stratigraph.patience", "2s");
    ShapesStudy.Ended ended = on("waits", conf, PortionTask::new);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "stratigraph: The Spark master "
                + cluster.master()
                + " has given no executor for 2 s; does it have workers with free cores and memory"
                + " (spark.executor.cores, spark.executor.memory)? What was measured is kept.\n");
  }
}
