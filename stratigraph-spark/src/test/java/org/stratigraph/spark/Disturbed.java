package org.stratigraph.spark;

import org.apache.spark.TaskContext;
import scala.collection.Iterator;

/** Tasks that something goes wrong with. */
final class Disturbed {
  private Disturbed() {}

  /** The second portion fails on its first two attempts; the first one takes long at first. */
  static final class FailsAndLags extends PortionTask {
    private static final long serialVersionUID = 1L;

    FailsAndLags(Order order) {
      super(order);
    }

    @Override
    public byte[] apply(Iterator<byte[]> partition) {
      TaskContext task = TaskContext.get();
      if (task.partitionId() == 1 && task.attemptNumber() < 2) {
        throw new IllegalStateException("broken on purpose");
      }
      byte[] result = super.apply(partition);
      if (task.partitionId() == 0 && task.attemptNumber() == 0) {
        rest(30_000);
      }
      return result;
    }
  }

  /** Each portion takes a while longer. */
  static final class Slow extends PortionTask {
    private static final long serialVersionUID = 1L;
    private final long millis;

    Slow(Order order, long millis) {
      super(order);
      this.millis = millis;
    }

    @Override
    public byte[] apply(Iterator<byte[]> partition) {
      byte[] result = super.apply(partition);
      rest(millis);
      return result;
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("killed", e);
    }
  }
}
