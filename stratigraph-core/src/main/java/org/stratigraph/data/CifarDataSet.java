package org.stratigraph.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;

/**
 * CIFAR-10 and CIFAR-100 in their binary versions: records of one label (CIFAR-100: a coarse and a
 * fine label, of which the fine one counts) and 32 x 32 levels of red, then green, then blue.
 * Format: https://www.cs.toronto.edu/~kriz/cifar.html.
 */
final class CifarDataSet {
  private static final int SIDE = 32;
  private static final int PIXELS = SIDE * SIDE * 3;

  private CifarDataSet() {}

  /** The test batch of a folder with CIFAR's binary files, else its training file. */
  static Optional<Path> batchIn(Path folder) {
    return List.of("test_batch.bin", "test.bin", "data_batch_1.bin", "train.bin").stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Whether a file is called like a batch. */
  static boolean isBatch(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.bin(\\.gz)?");
  }

  /**
   * The data set of a batch. Whether it is CIFAR-10 or CIFAR-100 is seen from its length and, where
   * that fits both, from its labels.
   *
   * @throws UnusableInputException if it is neither
   */
  static DataSet open(String source, Path file) {
    byte[] bytes = RawFile.read(file);
    if (bytes.length == 0) {
      throw new UnusableInputException(file + ": the file is empty.");
    }
    boolean ten = fits(bytes, 1, 10);
    boolean hundred = fits(bytes, 2, 100);
    if (!ten && !hundred) {
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
    int header = ten ? 1 : 2;
    int count = bytes.length / (PIXELS + header);
    byte[] levels = new byte[count * PIXELS];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int start = i * (PIXELS + header);
      labels[i] = bytes[start + header - 1];
      System.arraycopy(bytes, start + header, levels, i * PIXELS, PIXELS);
    }
    return DataSet.of(
        source,
        RasterStorage.samples(labels),
        OptionalInt.of(ten ? 10 : 100),
        List.of("The images are those of " + file.getFileName() + "."),
        RasterStorage.planar(SIDE, SIDE, 3, levels));
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
