package org.stratigraph.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.OptionalInt;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Selection;

/**
 * Images decoded, resized and normalised per second on one thread: {@code Decoding DATA
 * PREPROCESSING IMAGES}. Prints the best of five passes, by processor time of all threads.
 */
public final class Decoding {
  private static final int PASSES = 5;

  private Decoding() {}

  public static void main(String[] arguments) {
    DataSet data = DataSets.open(arguments[0], DataSetOptions.defaults());
    Selection selection = Selection.of(data, OptionalInt.of(Integer.parseInt(arguments[2])), 0);
    try (Images images =
        ImageLoader.of(
            data,
            selection.samples(),
            Preprocessing.named(arguments[1]),
            LoaderOptions.defaults().withThreads(1))) {
      ByteBuffer pixels =
          ByteBuffer.allocateDirect(
                  Math.toIntExact(4L * images.count() * images.shape().elementCount()))
              .order(ByteOrder.nativeOrder());
      double best = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        long before = processorTime();
        images.load(0, images.count(), pixels.asFloatBuffer());
        best = Math.max(best, images.count() * 1e9 / (processorTime() - before));
      }
      System.out.printf(Locale.ROOT, "%.1f%n", best);
    }
  }

  /** Of all living threads, in nanoseconds. */
  private static long processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      sum += Math.max(0, threads.getThreadCpuTime(id));
    }
    return sum;
  }
}
