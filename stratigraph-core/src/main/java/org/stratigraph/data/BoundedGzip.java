package org.stratigraph.data;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * What a gzip file unpacks to, as long as that is not more than 64 MiB and 200 times the file:
 * images and their archives never shrink that much, files made to fill memory or time do.
 */
final class BoundedGzip extends FilterInputStream {
  private static final long FREE = 64L << 20;
  private static final long RATIO = 200;

  private final long most;
  private long count;

  private BoundedGzip(InputStream stream, long most) {
    super(stream);
    this.most = most;
  }

  static BoundedGzip open(Path file) throws IOException {
    long most = FREE + RATIO * Files.size(file);
    InputStream stream = Files.newInputStream(file);
    try {
      return new BoundedGzip(
          new GZIPInputStream(new BufferedInputStream(stream, 1 << 16), 1 << 16), most);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Whether a file starts like gzip. */
  static boolean isGzip(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] start = stream.readNBytes(2);
      return start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
    }
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    counted(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    counted(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    counted(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void counted(long more) throws IOException {
    count += more;
    if (count > most) {
      throw new IOException("it unpacks to more than 200 times its size; unpack it yourself");
    }
  }
}
