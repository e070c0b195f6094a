package org.stratigraph.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stratigraph.UnusableInputException;

/** The content of a file of raw numbers, unpacked if it is gzipped. */
final class RawFile {
  private static final int LONGEST = Integer.MAX_VALUE - 16;

  private RawFile() {}

  /**
   * All bytes.
   *
   * @throws UnusableInputException if the file is missing, damaged or above 2 GiB
   */
  static byte[] read(Path file) {
    try (InputStream stream = open(file)) {
      byte[] bytes = stream.readNBytes(LONGEST);
      if (stream.read() >= 0) {
        throw new UnusableInputException(file + ": at most 2 GiB can be read.");
      }
      return bytes;
    } catch (IOException e) {
      throw new UnusableInputException(file + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  /** The first bytes, fewer if the file is shorter; empty if it cannot be read. */
  static byte[] start(Path file, int count) {
    try (InputStream stream = open(file)) {
      return stream.readNBytes(count);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static InputStream open(Path file) throws IOException {
    return BoundedGzip.isGzip(file) ? BoundedGzip.open(file) : Files.newInputStream(file);
  }
}
