package org.stratigraph.spark;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;
import org.jspecify.annotations.Nullable;
import org.stratigraph.cli.Assignment;
import org.stratigraph.criticality.PortionResult;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * What an executor does with a partition, which is one portion as bytes: measures it, and gives the
 * result as bytes.
 */
class PortionTask extends AbstractFunction1<Iterator<byte[]>, byte[]>
    implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes of decoded images that an executor keeps, as Spark writes sizes. */
  static final String KEPT = "spark.stratigraph.images.kept";

  private final byte[] assignment;

  /** Null if executors find the network where the driver does. */
  private final @Nullable SentNetwork network;

  PortionTask(Order order) {
    this.assignment = order.assignment();
    this.network = order.network().orElse(null);
  }

  /**
   * What the portions of a run have in common.
   *
   * @param assignment the run, as bytes
   * @param network its network, if executors do not find it where the driver does
   */
  record Order(byte[] assignment, Optional<SentNetwork> network) {}

  @Override
  public byte[] apply(Iterator<byte[]> partition) {
    try {
      SparkConf conf = SparkEnv.get().conf();
      Assignment here = Wire.assignment(assignment);
      if (network != null) {
        here = network.here(here);
      }
      PortionResult result =
          Bench.ofProcess()
              .measure(
                  here,
                  Wire.portion(partition.next()),
                  conf.getInt("spark.task.cpus", 1),
                  conf.getSizeAsBytes(KEPT, "512m"));
      return Wire.of(new Wire.Delivery(place(), result));
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      throw TaskFailure.of(host(), e);
    }
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  /** This executor as a preferred location; on a single machine there is nothing to prefer. */
  private static String place() {
    BlockManagerId id = SparkEnv.get().blockManager().blockManagerId();
    return id.isDriver() ? "" : "executor_" + id.host() + "_" + id.executorId();
  }
}
