package org.stratigraph.autotune;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;

/**
 * The first images of an epoch as training sees them, augmented; their class is their largest
 * target. Immutable.
 */
public final class BatchImages implements Images {
  private final Shape shape;
  private final float[] pixels;
  private final List<Sample> samples;
  private final int epoch;

  private BatchImages(Shape shape, float[] pixels, List<Sample> samples, int epoch) {
    this.shape = shape;
    this.pixels = pixels;
    this.samples = List.copyOf(samples);
    this.epoch = epoch;
  }

  /**
   * Reads the images.
   *
   * @param epoch whose augmentations and order are taken, from 1
   * @param count how many; all if there are fewer
   */
  public static BatchImages of(TrainingBatches batches, int epoch, int count) {
    int width = Math.toIntExact(batches.image().elementCount());
    List<Sample> samples = new ArrayList<>();
    List<float[]> read = new ArrayList<>();
    for (int index = 0; index < batches.count() && samples.size() < count; index++) {
      TrainingBatch batch = batches.batch(epoch, index);
      for (int i = 0; i < batch.size() && samples.size() < count; i++) {
        float[] image = new float[width];
        batch.images().get(i * width, image);
        read.add(image);
        int label = largest(batch.targets(), i, batches.classes());
        samples.add(new Sample(Integer.toString(samples.size()), OptionalInt.of(label)));
      }
    }
    float[] pixels = new float[Math.multiplyExact(width, read.size())];
    for (int i = 0; i < read.size(); i++) {
      System.arraycopy(read.get(i), 0, pixels, i * width, width);
    }
    return new BatchImages(batches.image(), pixels, samples, epoch);
  }

  private static int largest(FloatBuffer targets, int row, int classes) {
    int largest = 0;
    for (int c = 1; c < classes; c++) {
      if (targets.get(row * classes + c) > targets.get(row * classes + largest)) {
        largest = c;
      }
    }
    return largest;
  }

  @Override
  public String source() {
    return "the batches of epoch " + epoch;
  }

  @Override
  public List<Sample> samples() {
    return samples;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /** Not known here: the images exist in training only. Empty. */
  @Override
  public String sha256() {
    return "";
  }

  @Override
  public String preprocessing() {
    return "as in training";
  }

  @Override
  public Chunk load(int from, int to, FloatBuffer destination) {
    int width = Math.toIntExact(shape.elementCount());
    destination.duplicate().clear().put(pixels, from * width, (to - from) * width);
    return new Chunk(samples.subList(from, to), List.of());
  }

  /** Nothing to give back. */
  @Override
  public void close() {}
}
