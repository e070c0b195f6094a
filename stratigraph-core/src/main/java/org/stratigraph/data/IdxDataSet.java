package org.stratigraph.data;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;

/**
 * MNIST and its relatives: a pair of IDX files, images [n, H, W] or [n, H, W, 3] and labels [n], of
 * unsigned bytes, gzipped or not. Format: http://yann.lecun.com/exdb/mnist.
 */
final class IdxDataSet {
  private static final int UNSIGNED_BYTES = 0x08;

  /** How the pairs of a folder begin. */
  private static final List<String> TEST = List.of("t10k", "test");

  private static final List<String> TRAINING = List.of("train");

  private IdxDataSet() {}

  /** Whether a file starts as IDX images do. */
  static boolean isImages(Path file) {
    byte[] start = RawFile.start(file, 4);
    return start.length == 4
        && start[0] == 0
        && start[1] == 0
        && start[2] == UNSIGNED_BYTES
        && (start[3] == 3 || start[3] == 4);
  }

  /** The images file of a folder with IDX files: of that part, or else of the other. */
  static Optional<Path> imagesIn(Path folder, DataSetOptions.Part part) {
    Optional<Path> test = imagesIn(folder, TEST);
    Optional<Path> training = imagesIn(folder, TRAINING);
    return switch (part) {
      case TEST -> test.or(() -> training);
      case TRAINING -> training.or(() -> test);
    };
  }

  private static Optional<Path> imagesIn(Path folder, List<String> starts) {
    for (String part : starts) {
      for (String rest : List.of("-images-idx3-ubyte", "-images.idx3-ubyte")) {
        for (String end : List.of("", ".gz")) {
          Path file = folder.resolve(part + rest + end);
          if (Files.isRegularFile(file)) {
            return Optional.of(file);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The data set of an images file; the labels come from the file beside it that is named the same
   * but for "labels" and "idx1".
   *
   * @throws UnusableInputException if a file is damaged, holds other than its header says, or there
   *     are not as many labels as images
   */
  static DataSet open(String source, Path images) {
    Array pixels = Array.read(images);
    int[] shape = pixels.shape();
    if (shape.length < 3 || shape.length > 4 || (shape.length == 4 && shape[3] != 3)) {
      throw unusable(images, "holds no images but an array of shape %s.", Arrays.toString(shape));
    }
    if (shape[0] == 0 || shape[1] == 0 || shape[2] == 0) {
      throw unusable(images, "holds no images: its shape is %s.", Arrays.toString(shape));
    }
    int channels = shape.length == 4 ? 3 : 1;
    Storage storage = RasterStorage.interleaved(shape[2], shape[1], channels, pixels.values());
    List<String> notes = new ArrayList<>();
    notes.add("The images are those of " + images.getFileName() + ".");
    Optional<Path> labelFile = labelsBeside(images);
    if (labelFile.isEmpty()) {
      notes.add("There is no file of labels beside " + images.getFileName() + ".");
      return DataSet.of(
          source, RasterStorage.samples(shape[0]), OptionalInt.empty(), notes, storage);
    }
    int[] labels = labels(labelFile.get(), shape[0]);
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    return DataSet.of(
        source, RasterStorage.samples(labels), OptionalInt.of(classes), notes, storage);
  }

  private static Optional<Path> labelsBeside(Path images) {
    String name = images.toAbsolutePath().normalize().getFileName().toString();
    int at = name.lastIndexOf("images");
    if (at < 0) {
      return Optional.empty();
    }
    String other =
        name.substring(0, at)
            + "labels"
            + name.substring(at + "images".length())
                .replace("idx3", "idx1")
                .replace("idx4", "idx1");
    String plain = other.endsWith(".gz") ? other.substring(0, other.length() - 3) : other;
    return List.of(other, plain, plain + ".gz").stream()
        .map(images::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static int[] labels(Path file, int images) {
    Array array = Array.read(file);
    if (array.shape().length != 1) {
      throw unusable(file, "holds no labels but an array of %d axes.", array.shape().length);
    }
    if (array.shape()[0] != images) {
      throw unusable(file, "holds %d labels for %d images.", array.shape()[0], images);
    }
    int[] labels = new int[images];
    for (int i = 0; i < images; i++) {
      labels[i] = array.values()[i] & 0xFF;
    }
    return labels;
  }

  /** An array of unsigned bytes. */
  private record Array(int[] shape, byte[] values) {
    static Array read(Path file) {
      byte[] bytes = RawFile.read(file);
      if (bytes.length < 4 || bytes[0] != 0 || bytes[1] != 0) {
        throw unusable(file, "is not an IDX file (it does not start with two zero bytes).");
      }
      if (bytes[2] != UNSIGNED_BYTES) {
        throw unusable(
            file, "holds elements of IDX type %d; unsigned bytes (8) are read.", bytes[2]);
      }
      int rank = bytes[3];
      int header = 4 + 4 * rank;
      if (rank < 1 || rank > 4 || bytes.length < header) {
        throw unusable(file, "has a damaged IDX header.");
      }
      int[] shape = new int[rank];
      ByteBuffer.wrap(bytes, 4, 4 * rank).asIntBuffer().get(shape);
      long count = 1;
      for (int extent : shape) {
        count = extent < 0 || count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * extent;
      }
      if (count != bytes.length - header) {
        throw unusable(
            file,
            "declares an array of shape %s, but holds %d bytes for it.",
            Arrays.toString(shape),
            bytes.length - header);
      }
      return new Array(shape, Arrays.copyOfRange(bytes, header, bytes.length));
    }
  }

  private static UnusableInputException unusable(Path file, String sentence, Object... arguments) {
    return new UnusableInputException(
        file + ": " + String.format(Locale.ROOT, sentence, arguments));
  }
}
