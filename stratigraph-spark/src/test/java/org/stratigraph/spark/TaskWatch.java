package org.stratigraph.spark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts how the attempts of an application end. */
public final class TaskWatch extends SparkListener {
  private static volatile TaskWatch current = new TaskWatch(done -> {});

  private final List<SparkListenerTaskEnd> ended = new CopyOnWriteArrayList<>();
  private final IntConsumer afterSuccess;

  /** Made by Spark: hands on to the one that a test made. */
  public TaskWatch() {
    this(done -> {});
  }

  private TaskWatch(IntConsumer afterSuccess) {
    this.afterSuccess = afterSuccess;
  }

  /**
   * Watches the application that is started with these settings.
   *
   * @param afterSuccess is told how many attempts have succeeded
   */
  static TaskWatch of(SparkConf conf, IntConsumer afterSuccess) {
    current = new TaskWatch(afterSuccess);
    conf.set("spark.extraListeners", TaskWatch.class.getName());
    return current;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    current.ended.add(end);
    if (end.taskInfo().successful()) {
      current.afterSuccess.accept((int) current.succeeded());
    }
  }

  long succeeded() {
    return ended.stream().filter(end -> end.taskInfo().successful()).count();
  }

  long failed() {
    return ended.stream().filter(end -> end.taskInfo().failed()).count();
  }

  /** Attempts beside another one that was still at work. */
  long duplicates() {
    return ended.stream().filter(end -> end.taskInfo().speculative()).count();
  }

  long executors() {
    return ended.stream().map(end -> end.taskInfo().executorId()).distinct().count();
  }
}
