package org.stratigraph.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;

/** The same batches in every epoch. */
record FixedBatches(
    Shape image, int classes, List<TrainingBatch> batches, List<Float> mean, List<Float> std)
    implements TrainingBatches {
  static FixedBatches of(Shape image, int classes, TrainingBatch... batches) {
    int channels = (int) image.extent(0);
    return new FixedBatches(
        image,
        classes,
        List.of(batches),
        java.util.Collections.nCopies(channels, 0f),
        java.util.Collections.nCopies(channels, 1f));
  }

  /**
   * Images of noise, each brighter in the columns of its class, so that there is something to
   * learn.
   */
  static FixedBatches noise(Shape image, int classes, int count, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TrainingBatch[] batches = new TrainingBatch[count];
    int width = (int) image.extent(2);
    for (int i = 0; i < count; i++) {
      FloatBuffer images = floats(size * (int) image.elementCount());
      FloatBuffer targets = floats(size * classes);
      for (int row = 0; row < size; row++) {
        int label = random.nextInt(classes);
        for (int pixel = 0; pixel < image.elementCount(); pixel++) {
          boolean lit = (pixel % width) * classes / width == label;
          images.put((float) (random.nextGaussian() * 0.5 + (lit ? 1 : 0)));
        }
        targets.put(row * classes + label, 1);
      }
      batches[i] = new TrainingBatch(size, images.flip(), targets);
    }
    return of(image, classes, batches);
  }

  static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public int count() {
    return batches.size();
  }

  @Override
  public TrainingBatch batch(int epoch, int index) {
    return batches.get(index);
  }

  @Override
  public void close() {}
}
