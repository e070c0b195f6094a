package org.stratigraph.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Sample;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.TrainingBatch;

class AugmentedBatchesTest {
  private static final Preprocessing SHAPES = Preprocessing.named("shapes");
  private static final String EVERYTHING =
      "crop=3,flip,randaugment=2/9,augmix,mixup=0.2,cutmix=1,brightness=0.25";

  private static DecodedImages shapes(int count) {
    return shapes(count, SHAPES);
  }

  private static DecodedImages shapes(int count, Preprocessing preprocessing) {
    DataSet data = DataSets.open("builtin:shapes", DataSetOptions.defaults());
    return DecodedImages.load(
        data, data.samples().subList(0, count), preprocessing, LoaderOptions.defaults(), 1 << 28);
  }

  private static AugmentedBatches batches(
      DecodedImages images, String augmentation, int size, int threads) {
    return AugmentedBatches.of(images, Augmentation.parse(augmentation), size, false, 7, threads);
  }

  private static float[] copy(FloatBuffer buffer) {
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** Without changes a batch is what {@link ImageLoader} makes of the same images. */
  @ParameterizedTest
  @ValueSource(strings = {"shapes", "standardised"})
  void unchangedImagesAreThoseOfTheLoader(String name) {
    Preprocessing preprocessing = Preprocessing.named(name);
    DecodedImages images = shapes(23, preprocessing);
    int length = (int) images.shape().elementCount();
    List<float[]> expected = new ArrayList<>();
    DataSet data = DataSets.open("builtin:shapes", DataSetOptions.defaults());
    try (ImageLoader loader =
        ImageLoader.of(data, images.samples(), preprocessing, LoaderOptions.defaults())) {
      for (int i = 0; i < images.count(); i++) {
        FloatBuffer one = FloatBuffer.allocate(length);
        loader.load(i, i + 1, one);
        expected.add(one.array());
      }
    }
    Set<Integer> seen = new HashSet<>();
    try (AugmentedBatches batches = batches(images, "none", 5, 2)) {
      assertThat(batches.count()).isEqualTo(4);
      assertThat(batches.image()).isEqualTo(images.shape());
      assertThat(batches.classes()).isEqualTo(10);
      assertThat(batches.mean()).isEqualTo(preprocessing.mean());
      assertThat(batches.std()).isEqualTo(preprocessing.std());
      for (int index = 0; index < 4; index++) {
        TrainingBatch batch = batches.batch(1, index);
        assertThat(batch.size()).isEqualTo(5);
        assertThat(batch.images().isDirect()).isTrue();
        float[] values = copy(batch.images());
        float[] targets = copy(batch.targets());
        for (int row = 0; row < 5; row++) {
          float[] image = Arrays.copyOfRange(values, row * length, (row + 1) * length);
          int found = indexOf(expected, image);
          float[] target = new float[10];
          target[images.label(found)] = 1;
          assertThat(Arrays.copyOfRange(targets, row * 10, row * 10 + 10)).isEqualTo(target);
          seen.add(found);
        }
      }
    }
    assertThat(seen).hasSize(20);
  }

  /** After all that changes levels, and before brightness, which adds the same to all values. */
  @Test
  void anImageIsStandardisedAsItIsTrainedOn() {
    DecodedImages images = shapes(8, Preprocessing.named("standardised"));
    int length = (int) images.shape().elementCount();
    for (String augmentation : List.of("crop=4,flip,randaugment=2/9", "crop=4,brightness=0.25")) {
      try (AugmentedBatches batches = batches(images, augmentation, 8, 2)) {
        float[] values = copy(batches.batch(1, 0).images());
        for (int row = 0; row < 8; row++) {
          double mean = 0;
          double square = 0;
          for (int i = row * length; i < (row + 1) * length; i++) {
            mean += values[i] / length;
            square += (double) values[i] * values[i] / length;
          }
          assertThat(Math.sqrt(square - mean * mean)).isCloseTo(1, within(1e-4));
          double most = augmentation.contains("brightness") ? 0.25 : 0;
          assertThat(mean).isBetween(-most - 1e-4, most + 1e-4);
        }
      }
    }
  }

  private static int indexOf(List<float[]> images, float[] image) {
    for (int i = 0; i < images.size(); i++) {
      if (Arrays.equals(images.get(i), image)) {
        return i;
      }
    }
    throw new AssertionError("an image that is none of the data set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop=4,flip", EVERYTHING, "simclr"})
  void threadsDoNotMatterAndEpochsDiffer(String augmentation) {
    DecodedImages images = shapes(40);
    try (AugmentedBatches one = batches(images, augmentation, 16, 1);
        AugmentedBatches four = batches(images, augmentation, 16, 4);
        AugmentedBatches other =
            AugmentedBatches.of(images, Augmentation.parse(augmentation), 16, false, 8, 3)) {
      List<float[]> epochs = new ArrayList<>();
      for (int epoch = 1; epoch <= 2; epoch++) {
        for (int index = 0; index < one.count(); index++) {
          TrainingBatch a = one.batch(epoch, index);
          TrainingBatch b = four.batch(epoch, index);
          assertThat(b.images()).isEqualTo(a.images());
          assertThat(b.targets()).isEqualTo(a.targets());
          assertThat(other.batch(epoch, index).images()).isNotEqualTo(a.images());
          epochs.add(copy(a.images()));
        }
      }
      assertThat(epochs).doesNotHaveDuplicates();
      // Out of order, as when a training resumes.
      assertThat(copy(four.batch(1, 1).images())).isEqualTo(epochs.get(1));
      assertThat(copy(four.batch(2, 0).images())).isEqualTo(epochs.get(2));
      assertThat(copy(four.batch(2, 0).images())).isEqualTo(epochs.get(2));
    }
  }

  /** Even without changes, an epoch has an order of its own, and leaves out other images. */
  @Test
  void everyEpochIsShuffled() {
    DecodedImages images = shapes(11);
    try (AugmentedBatches batches = batches(images, "none", 10, 1)) {
      List<float[]> targets = new ArrayList<>();
      for (int epoch = 1; epoch <= 3; epoch++) {
        targets.add(copy(batches.batch(epoch, 0).targets()));
      }
      assertThat(targets).doesNotHaveDuplicates();
    }
  }

  @Test
  void fewImagesAreOneBatch() {
    try (AugmentedBatches batches = batches(shapes(5), "flip", 64, 3)) {
      assertThat(batches.count()).isEqualTo(1);
      assertThat(batches.batch(1, 0).size()).isEqualTo(5);
      assertThat(batches.batch(2, 0).images().remaining()).isEqualTo(5 * 3 * 32 * 32);
    }
  }

  /** The reader's batch stays as it is while the next one is made. */
  @Test
  void aBatchLastsUntilTheNextIsAskedFor() throws Exception {
    try (AugmentedBatches batches = batches(shapes(64), "crop=4,flip", 8, 4)) {
      TrainingBatch batch = batches.batch(1, 0);
      float[] before = copy(batch.images().duplicate());
      Thread.sleep(100);
      assertThat(copy(batch.images())).isEqualTo(before);
    }
  }

  @Test
  void viewsAreOfTheSameImage() {
    DecodedImages images = shapes(12);
    try (AugmentedBatches views = AugmentedBatches.of(images, Augmentation.none(), 6, true, 7, 2);
        AugmentedBatches changed =
            AugmentedBatches.of(images, Augmentation.simClr(), 6, true, 7, 2)) {
      TrainingBatch batch = views.batch(1, 1);
      assertThat(batch.size()).isEqualTo(12);
      float[] values = copy(batch.images());
      assertThat(Arrays.copyOfRange(values, 0, values.length / 2))
          .isEqualTo(Arrays.copyOfRange(values, values.length / 2, values.length));
      TrainingBatch different = changed.batch(1, 1);
      float[] pairs = copy(different.images());
      for (int i = 0; i < 6; i++) {
        assertThat(Arrays.copyOfRange(pairs, i * 3072, i * 3072 + 3072))
            .isNotEqualTo(Arrays.copyOfRange(pairs, (i + 6) * 3072, (i + 7) * 3072));
      }
      assertThat(copy(different.targets())).isEqualTo(copy(batch.targets()));
    }
  }

  @Test
  void targetsOfMixedImagesSumToOne() {
    try (AugmentedBatches batches = batches(shapes(64), "mixup=1,cutmix=1", 8, 2)) {
      boolean soft = false;
      for (int index = 0; index < batches.count(); index++) {
        float[] targets = copy(batches.batch(1, index).targets());
        for (int row = 0; row < 8; row++) {
          float sum = 0;
          for (int k = 0; k < 10; k++) {
            sum += targets[row * 10 + k];
            soft |= targets[row * 10 + k] > 0.01 && targets[row * 10 + k] < 0.99;
          }
          assertThat(sum).isCloseTo(1, within(1e-6f));
        }
      }
      assertThat(soft).isTrue();
    }
  }

  /** The added number is the same for all values of an image, within its bounds. */
  @Test
  void brightnessIsAddedToNormalisedValues() {
    DecodedImages images = shapes(30);
    try (AugmentedBatches plain = batches(images, "none", 30, 1);
        AugmentedBatches bright = batches(images, "brightness=0.25", 30, 1)) {
      float[] before = copy(plain.batch(1, 0).images());
      float[] after = copy(bright.batch(1, 0).images());
      float lowest = 1;
      float highest = -1;
      float furthest = 0;
      for (int row = 0; row < 30; row++) {
        float added = after[row * 3072] - before[row * 3072];
        for (int at = row * 3072; at < (row + 1) * 3072; at++) {
          furthest = Math.max(furthest, Math.abs(after[at] - before[at] - added));
        }
        lowest = Math.min(lowest, added);
        highest = Math.max(highest, added);
      }
      assertThat(furthest).isLessThan(1e-6f);
      assertThat(lowest).isBetween(-0.25f, -0.1f);
      assertThat(highest).isBetween(0.1f, 0.25f);
    }
  }

  @TempDir Path temp;

  /** The first five labels of MNIST's training images are 5, 0, 4, 1, 9, as everyone knows them. */
  @Test
  @Tag("shared")
  void mnist() {
    Path file =
        Path.of(
            System.getProperty("stratigraph.shared", "../shared"),
            "data/mnist/train-images-idx3-ubyte.gz");
    assumeTrue(Files.exists(file), "needs the development data: " + file);
    DataSet data = DataSets.open(file.toString(), DataSetOptions.defaults());
    DecodedImages images = DecodedImages.of(data, Preprocessing.named("mnist"), 2);
    assertThat(images.shape()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(List.of(0, 1, 2, 3, 4)).extracting(images::label).containsExactly(5, 0, 4, 1, 9);
    try (AugmentedBatches batches = batches(images, "crop=2", 64, 2)) {
      assertThat(batches.count()).isEqualTo(images.count() / 64);
      assertThat(batches.batch(1, 0).targets().remaining()).isEqualTo(640);
    }
  }

  @Test
  void greyImagesOfAnySize() throws Exception {
    DataSet data = IdxFiles.write(temp, new int[] {30, 28, 28}, 2);
    DecodedImages images = DecodedImages.of(data, Preprocessing.named("mnist"), 2);
    try (AugmentedBatches batches = batches(images, EVERYTHING, 8, 2)) {
      assertThat(batches.image()).isEqualTo(Shape.of(1, 28, 28));
      assertThat(batches.classes()).isEqualTo(2);
      assertThat(batches.count()).isEqualTo(3);
      assertThat(batches.batch(1, 2).images().remaining()).isEqualTo(8 * 784);
    }
    try (AugmentedBatches views =
        AugmentedBatches.of(images, Augmentation.simClr(), 8, true, 1, 2)) {
      assertThat(views.batch(1, 0).size()).isEqualTo(16);
    }
  }

  @Test
  void memoryIsCheckedBeforeItIsTaken() {
    DataSet data = DataSets.open("builtin:shapes-train", DataSetOptions.defaults());
    assertThatThrownBy(
            () ->
                DecodedImages.load(
                    data, data.samples(), SHAPES, LoaderOptions.defaults(), 100 << 20))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(
            "builtin:shapes-train: 50000 images of [3, 32, 32] levels need 147 MiB of memory, more than the 100 MiB allowed");
  }

  @Test
  void labelsAreNeeded() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("flat"));
    DataSet shapes = DataSets.open("builtin:shapes", DataSetOptions.defaults());
    List<Sample> oneClass =
        shapes.samples().stream().filter(s -> s.label().getAsInt() == 3).limit(5).toList();
    assertThatThrownBy(
            () -> DecodedImages.load(shapes, oneClass, SHAPES, LoaderOptions.defaults(), 1 << 20))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("all images are of one class, 3; training needs at least two.");
    DataSet unlabelled = IdxFiles.write(folder, new int[] {4, 5, 5}, 0);
    assertThatThrownBy(
            () ->
                DecodedImages.load(
                    unlabelled,
                    unlabelled.samples(),
                    Preprocessing.named("mnist"),
                    LoaderOptions.defaults(),
                    1 << 20))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("the image 0 has no label");
  }

  @Test
  void refusals() {
    DecodedImages images = shapes(12);
    assertThatThrownBy(() -> batches(images, "none", 0, 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("at least one image, not 0");
    assertThatThrownBy(
            () -> AugmentedBatches.of(images, Augmentation.parse("mixup=1"), 4, true, 1, 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("mixup and cutmix cannot be used");
    assertThatThrownBy(() -> batches(images, "none", 4, 0))
        .isInstanceOf(IllegalArgumentException.class);
    try (AugmentedBatches batches = batches(images, "none", 4, 1)) {
      assertThatThrownBy(() -> batches.batch(0, 0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> batches.batch(1, 3)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void interruptionEndsTheWaiting() {
    try (AugmentedBatches batches = batches(shapes(12), "none", 4, 1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> batches.batch(1, 0)).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(batches.batch(1, 0).size()).isEqualTo(4);
    }
  }
}
