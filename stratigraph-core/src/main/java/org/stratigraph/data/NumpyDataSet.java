package org.stratigraph.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.NumpyFile;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * Images in NumPy arrays. Unsigned bytes [n, H, W, C] or [n, H, W] are images with 1 or 3 channels,
 * to be preprocessed; floating point [n, C, H, W], or of any other rank of at least 2, are a
 * network's inputs as they are. Labels are whole numbers [n].
 */
final class NumpyDataSet {
  private NumpyDataSet() {}

  /** The pair of a folder with {@code images.npy}. */
  static Optional<String> pairIn(Path folder) {
    Path images = folder.resolve("images.npy");
    Path labels = folder.resolve("labels.npy");
    if (!Files.isRegularFile(images)) {
      return Optional.empty();
    }
    return Optional.of(Files.isRegularFile(labels) ? images + "," + labels : images.toString());
  }

  /**
   * The data set of {@code images.npy} or {@code images.npy,labels.npy}.
   *
   * @throws UnusableInputException if a file is damaged, of another type or shape, or there are not
   *     as many labels as images
   */
  static DataSet open(String source, Path imageFile, Optional<Path> labelFile) {
    Tensor images = NumpyFile.read(imageFile);
    Shape shape = images.shape();
    if (shape.rank() < 2 || shape.elementCount() == 0 || shape.extent(0) > Integer.MAX_VALUE) {
      throw unusable(imageFile, "holds no images: its shape is %s.", shape);
    }
    int count = (int) shape.extent(0);
    List<Sample> samples;
    OptionalInt classes = OptionalInt.empty();
    if (labelFile.isPresent()) {
      int[] labels = labels(labelFile.get(), count);
      samples = RasterStorage.samples(labels);
      classes = OptionalInt.of(Arrays.stream(labels).max().orElse(0) + 1);
    } else {
      samples = RasterStorage.samples(count);
    }
    if (images.type() == ElementType.UINT8) {
      return DataSet.of(source, samples, classes, List.of(), levels(imageFile, images));
    }
    if (!images.type().isFloatingPoint()) {
      throw unusable(
          imageFile,
          "holds %s; images are unsigned bytes [n, H, W, C], inputs floating point [n, C, H, W].",
          images.type());
    }
    Shape one = Shape.of(Arrays.copyOfRange(shape.extents(), 1, shape.rank()));
    List<String> notes = List.of("Floating-point values are taken as preprocessed already.");
    return DataSet.ofValues(source, samples, classes, notes, one, new ValueStorage(one, images));
  }

  private static Storage levels(Path file, Tensor images) {
    Shape shape = images.shape();
    long channels = shape.rank() == 4 ? shape.extent(3) : 1;
    if (shape.rank() < 3 || shape.rank() > 4 || (channels != 1 && channels != 3)) {
      throw unusable(
          file,
          "holds unsigned bytes of shape %s; images are [n, H, W], [n, H, W, 1] or [n, H, W, 3].",
          shape);
    }
    byte[] levels = new byte[(int) shape.elementCount()];
    images.bytes().get(levels);
    return RasterStorage.interleaved(
        (int) shape.extent(2), (int) shape.extent(1), (int) channels, levels);
  }

  private static int[] labels(Path file, int count) {
    Tensor labels = NumpyFile.read(file);
    if (labels.shape().rank() != 1 || labels.shape().extent(0) != count) {
      throw unusable(file, "has shape %s; %d labels are needed.", labels.shape(), count);
    }
    int[] result = new int[count];
    for (int i = 0; i < count; i++) {
      double label = labels.get(i);
      if (!(label >= 0 && label < 1_000_000_000) || label != Math.rint(label)) {
        throw unusable(file, "label %d is %s; class indices are whole numbers from 0.", i, label);
      }
      result[i] = (int) label;
    }
    return result;
  }

  private static UnusableInputException unusable(Path file, String sentence, Object... arguments) {
    return new UnusableInputException(
        file + ": " + String.format(Locale.ROOT, sentence, arguments));
  }
}
