package org.stratigraph.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The built-in image set, drawn when it is read. */
final class ShapesStorage implements Storage {
  static final String TEST = "builtin:shapes";
  static final String TRAIN = "builtin:shapes-train";
  private static final int TEST_IMAGES = 10_000;
  private static final int TRAIN_IMAGES = 50_000;

  private final long seed;

  private ShapesStorage(long seed) {
    this.seed = seed;
  }

  static DataSet test() {
    return open(TEST, TEST_IMAGES, 2);
  }

  static DataSet train() {
    return open(TRAIN, TRAIN_IMAGES, 1);
  }

  private static DataSet open(String name, int count, long seed) {
    int classes = DrawnShape.values().length;
    List<Sample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(new Sample(Integer.toString(i), OptionalInt.of(i % classes)));
    }
    return DataSet.of(name, samples, OptionalInt.of(classes), List.of(), new ShapesStorage(seed));
  }

  @Override
  public StoredImages open(List<String> ids) {
    int[] indices = ids.stream().mapToInt(Integer::parseInt).toArray();
    return index -> new StoredImage.Levels(image(indices[index]));
  }

  private Raster image(int index) {
    DrawnShape[] shapes = DrawnShape.values();
    long start = new SplitMix(seed << 32 | index).next();
    return ShapePainter.paint(shapes[index % shapes.length], start);
  }
}
