package org.stratigraph.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.stratigraph.statistics.Draws;
import org.stratigraph.tensor.Shape;

/**
 * Batches of noise, a function of seed, epoch and position alone. For tests without images.
 *
 * @param image the shape of one image
 * @param classes how many
 * @param count batches an epoch
 * @param seed fixes the noise
 */
public record FakeBatches(Shape image, int classes, int count, long seed)
    implements TrainingBatches {
  private static final int SIZE = 4;

  /** For any phase. */
  public static BatchSource source(Shape image, int classes, int count) {
    return phase -> new FakeBatches(image, classes, count, phase.plan().seed());
  }

  @Override
  public TrainingBatch batch(int epoch, int index) {
    Draws draws = Draws.of(seed, "batch", Integer.toString(epoch), Integer.toString(index));
    FloatBuffer images = direct(SIZE * (int) image.elementCount());
    for (int i = 0; i < images.limit(); i++) {
      images.put(i, (float) draws.nextGaussian());
    }
    FloatBuffer targets = direct(SIZE * classes);
    for (int i = 0; i < SIZE; i++) {
      targets.put(i * classes + draws.nextInt(classes), 1);
    }
    return new TrainingBatch(SIZE, images, targets);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public List<Float> mean() {
    return List.of(0f);
  }

  @Override
  public List<Float> std() {
    return List.of(1f);
  }

  @Override
  public void close() {}
}
