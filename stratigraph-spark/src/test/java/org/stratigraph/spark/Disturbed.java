package org.stratigraph.spark;

import org.apache.spark.TaskContext;
import scala.collection.Iterator;

/** Tasks that something goes wrong with. */
final class Disturbed {
  private Disturbed() {}

  /** The second portion fails on its first two attempts. */
  static final class FailsTwice extends PortionTask {
    private static final long serialVersionUID = 1L;

    FailsTwice(Order order) {
      super(order);
    }

    @Override
    public byte[] apply(Iterator<byte[]> partition) {
      TaskContext task = TaskContext.get();
      if (task.partitionId() == 1 && task.attemptNumber() < 2) {
        throw new IllegalStateException("broken on purpose");
      }
      return super.apply(partition);
    }
  }

  /** Each portion takes a while longer; the first one, the first time, much longer. */
  static final class Slow extends PortionTask {
    private static final long serialVersionUID = 1L;
    private final long millis;
    private final long first;

    Slow(Order order, long millis, long first) {
      super(order);
      this.millis = millis;
      this.first = first;
    }

    @Override
    public byte[] apply(Iterator<byte[]> partition) {
      TaskContext task = TaskContext.get();
      byte[] result = super.apply(partition);
      boolean straggles = task.partitionId() == 0 && task.attemptNumber() == 0;
      try {
        Thread.sleep(straggles ? first : millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("killed", e);
      }
      return result;
    }
  }
}
