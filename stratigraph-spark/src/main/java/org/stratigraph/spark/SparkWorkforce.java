package org.stratigraph.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.cli.ClusterException;
import org.stratigraph.criticality.Portion;
import org.stratigraph.criticality.Workforce;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** Portions of one run as tasks of Spark jobs, one job a round. */
final class SparkWorkforce implements Workforce {
  private static final int WAIT_MS = 500;

  private final SparkContext context;
  private final Patience patience;
  private final PortionTask task;
  private final IntSupplier slots;
  private final Map<Integer, String> places;

  SparkWorkforce(
      SparkContext context,
      Patience patience,
      PortionTask task,
      IntSupplier slots,
      Map<Integer, String> places) {
    this.context = context;
    this.patience = patience;
    this.task = task;
    this.slots = slots;
    this.places = places;
  }

  @Override
  public int slots() {
    return slots.getAsInt();
  }

  @Override
  public void measure(List<Portion> portions, Results results) {
    if (portions.isEmpty()) {
      return;
    }
    List<Tuple2<byte[], Seq<String>>> work = new ArrayList<>();
    List<Object> partitions = new ArrayList<>();
    for (Portion portion : portions) {
      partitions.add(work.size());
      work.add(new Tuple2<>(Wire.of(portion), preferred(portion)));
    }
    RDD<byte[]> data = context.makeRDD(scala(work), ClassTag$.MODULE$.apply(byte[].class));
    BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    SimpleFutureAction<BoxedUnit> job =
        context.submitJob(
            data,
            task,
            scala(partitions),
            (partition, bytes) -> {
              arrived.add(bytes);
              return BoxedUnit.UNIT;
            },
            () -> BoxedUnit.UNIT);
    boolean done = false;
    try {
      receive(job, arrived, results);
      done = true;
    } finally {
      if (!done) {
        job.cancel();
      }
    }
  }

  private void receive(
      SimpleFutureAction<BoxedUnit> job, BlockingQueue<byte[]> arrived, Results results) {
    while (true) {
      boolean over = job.isCompleted();
      byte[] bytes = next(arrived, over);
      if (bytes != null) {
        Wire.Delivery delivery = Wire.delivery(bytes);
        if (!delivery.place().isEmpty()) {
          places.put(delivery.result().portion().blocks().first(), delivery.place());
        }
        results.take(delivery.result());
      } else if (over) {
        requireSuccess(job);
        return;
      } else {
        results.waiting();
        patience.require(context);
      }
    }
  }

  /** Null if nothing came; what came before the job was over is there without a wait. */
  private static byte @Nullable [] next(BlockingQueue<byte[]> arrived, boolean over) {
    try {
      return over ? arrived.poll() : arrived.poll(WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Spark was at work", e);
    }
  }

  private void requireSuccess(SimpleFutureAction<BoxedUnit> job) {
    var outcome = job.value().get();
    if (outcome.isSuccess()) {
      return;
    }
    Throwable failure = outcome.failed().get();
    if (context.isStopped()) {
      patience.require(context);
    }
    throw TaskFailure.sentence(failure)
        .<RuntimeException>map(UnusableInputException::new)
        .orElseGet(
            () ->
                new ClusterException(
                    "Spark gave up: %s"
                        .formatted(TaskFailure.oneLine(String.valueOf(failure.getMessage())))));
  }

  /** Runs on the same images mostly have the same blocks; a wrong guess costs little. */
  private Seq<String> preferred(Portion portion) {
    String place = places.get(portion.blocks().first());
    return scala(place == null ? List.of() : List.of(place));
  }

  private static <T> Seq<T> scala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
