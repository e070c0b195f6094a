package org.stratigraph.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stratigraph.UnusableInputException;

/**
 * CIFAR-10 and CIFAR-100 in their binary versions: records of one label (CIFAR-100: a coarse and a
 * fine label, of which the fine one counts) and 32 x 32 levels of red, then green, then blue.
 * Format: https://www.cs.toronto.edu/~kriz/cifar.html.
 */
final class CifarDataSet {
  private static final int SIDE = 32;
  private static final int PIXELS = SIDE * SIDE * 3;

  /** Into how many files CIFAR-10 divides its training images. */
  private static final int BATCHES = 5;

  private CifarDataSet() {}

  /**
   * The batches of a folder with CIFAR's binary files: of that part, or else of the other. Those to
   * train on are several for CIFAR-10.
   */
  static Optional<List<Path>> batchesIn(Path folder, DataSetOptions.Part part) {
    Optional<List<Path>> test = first(folder, List.of("test_batch.bin", "test.bin"));
    Optional<List<Path>> training =
        Optional.of(
                IntStream.rangeClosed(1, BATCHES)
                    .mapToObj(batch -> folder.resolve("data_batch_" + batch + ".bin"))
                    .filter(Files::isRegularFile)
                    .toList())
            .filter(batches -> !batches.isEmpty())
            .or(() -> first(folder, List.of("train.bin")));
    return switch (part) {
      case TEST -> test.or(() -> training);
      case TRAINING -> training.or(() -> test);
    };
  }

  private static Optional<List<Path>> first(Path folder, List<String> names) {
    return names.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(List::of);
  }

  /** Whether a file is called like a batch. */
  static boolean isBatch(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.bin(\\.gz)?");
  }

  /**
   * The data set of some batches. Whether they are CIFAR-10 or CIFAR-100 is seen from their lengths
   * and, where that fits both, from their labels.
   *
   * @param files at least one
   * @throws UnusableInputException if one is neither, or they are not of one kind
   */
  static DataSet open(String source, List<Path> files) {
    List<byte[]> batches = files.stream().map(RawFile::read).toList();
    boolean ten = true;
    boolean hundred = true;
    long size = 0;
    for (int i = 0; i < batches.size(); i++) {
      checkBatch(files.get(i), batches.get(i));
      ten &= fits(batches.get(i), 1, 10);
      hundred &= fits(batches.get(i), 2, 100);
      size += batches.get(i).length;
    }
    if (!ten && !hundred) {
      throw new UnusableInputException(
          source + ": some of its batches are CIFAR-10's and some CIFAR-100's; name one file.");
    }
    int header = ten ? 1 : 2;
    int count = Math.toIntExact(size / (PIXELS + header));
    byte[] levels = new byte[Math.multiplyExact(count, PIXELS)];
    int[] labels = new int[count];
    int done = 0;
    for (byte[] bytes : batches) {
      for (int start = 0; start < bytes.length; start += PIXELS + header) {
        labels[done] = bytes[start + header - 1];
        System.arraycopy(bytes, start + header, levels, done * PIXELS, PIXELS);
        done++;
      }
    }
    String names =
        files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    return DataSet.of(
        source,
        RasterStorage.samples(labels),
        OptionalInt.of(ten ? 10 : 100),
        List.of("The images are those of " + names + "."),
        RasterStorage.planar(SIDE, SIDE, 3, levels));
  }

  private static void checkBatch(Path file, byte[] bytes) {
    if (bytes.length == 0) {
      throw new UnusableInputException(file + ": the file is empty.");
    }
    if (!fits(bytes, 1, 10) && !fits(bytes, 2, 100)) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "%s: no CIFAR batch: its %d bytes are not whole records of %d (CIFAR-10, labels below"
                  + " 10) or %d bytes (CIFAR-100, labels below 20 and 100).",
              file,
              bytes.length,
              PIXELS + 1,
              PIXELS + 2));
    }
  }

  private static boolean fits(byte[] bytes, int header, int classes) {
    int record = PIXELS + header;
    if (bytes.length % record != 0) {
      return false;
    }
    for (int start = 0; start < bytes.length; start += record) {
      int fine = bytes[start + header - 1] & 0xFF;
      int coarse = header == 2 ? bytes[start] & 0xFF : 0;
      if (fine >= classes || coarse >= 20) {
        return false;
      }
    }
    return true;
  }
}
