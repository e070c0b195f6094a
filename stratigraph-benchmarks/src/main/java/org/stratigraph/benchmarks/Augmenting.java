package org.stratigraph.benchmarks;

import java.util.Locale;
import org.stratigraph.augmentation.Augmentation;
import org.stratigraph.augmentation.AugmentedBatches;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.Preprocessing;

/**
 * Training images changed, normalised and gathered into batches of 128 per second: {@code
 * Augmenting AUGMENTATION THREADS}. The 10,000 images of builtin:shapes, 32x32 in colour. Prints
 * the best of five epochs after two to warm up, by the clock.
 */
public final class Augmenting {
  private static final int BATCH = 128;
  private static final int WARM_UP = 2;
  private static final int EPOCHS = 5;

  private Augmenting() {}

  public static void main(String[] arguments) {
    DataSet data = DataSets.open("builtin:shapes", DataSetOptions.defaults());
    DecodedImages images =
        DecodedImages.of(
            data, Preprocessing.named("shapes"), Runtime.getRuntime().availableProcessors());
    double best = 0;
    try (AugmentedBatches batches =
        AugmentedBatches.of(
            images,
            Augmentation.parse(arguments[0]),
            BATCH,
            false,
            0,
            Integer.parseInt(arguments[1]))) {
      for (int epoch = 1; epoch <= WARM_UP + EPOCHS; epoch++) {
        long before = System.nanoTime();
        for (int index = 0; index < batches.count(); index++) {
          batches.batch(epoch, index);
        }
        double speed = batches.count() * BATCH * 1e9 / (System.nanoTime() - before);
        best = epoch > WARM_UP ? Math.max(best, speed) : best;
      }
    }
    System.out.printf(Locale.ROOT, "%.0f%n", best);
  }
}
