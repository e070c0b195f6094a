package org.stratigraph.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.network.WeightFile;
import org.stratigraph.weightchange.Snapshot;
import org.stratigraph.weightchange.WeightChange;
import org.stratigraph.weightchange.WeightChangeOptions;

/**
 * The weight change between two checkpoints against reading the two: {@code WeightChanges A B
 * THREADS}. Prints seconds, each the best of twenty passes in turn with the files in the system's
 * cache: the bytes of both files, both as checkpoints, and opening both and comparing them.
 */
public final class WeightChanges {
  private static final int PASSES = 20;

  private WeightChanges() {}

  public static void main(String[] arguments) throws IOException {
    List<Path> files = List.of(Path.of(arguments[0]), Path.of(arguments[1]));
    int threads = Integer.parseInt(arguments[2]);
    double bytes = Double.POSITIVE_INFINITY;
    double checkpoints = Double.POSITIVE_INFINITY;
    double changes = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < PASSES; pass++) {
      long start = System.nanoTime();
      long size = 0;
      for (Path file : files) {
        size += Files.readAllBytes(file).length;
      }
      bytes = Math.min(bytes, seconds(start));
      start = System.nanoTime();
      int tensors = 0;
      for (Path file : files) {
        tensors += CheckpointFile.read(file).tensors().size();
      }
      checkpoints = Math.min(checkpoints, seconds(start));
      start = System.nanoTime();
      int rows = compare(files, threads);
      changes = Math.min(changes, seconds(start));
      if (size == 0 || tensors == 0 || rows == 0) {
        throw new IllegalStateException("nothing was read");
      }
    }
    System.out.printf(Locale.ROOT, "%.4f %.4f %.4f%n", bytes, checkpoints, changes);
  }

  private static int compare(List<Path> files, int threads) {
    List<Snapshot> snapshots = new ArrayList<>();
    try {
      for (Path file : files) {
        snapshots.add(new Snapshot(file.toString(), WeightFile.open(file)));
      }
      return WeightChange.of(snapshots, WeightChangeOptions.defaults().withThreads(threads))
          .changes()
          .size();
    } finally {
      snapshots.forEach(snapshot -> snapshot.tensors().close());
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
