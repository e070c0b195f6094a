package org.stratigraph.data;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The inflated image data of a PNG file, which lie in a row of chunks. */
final class PngData {
  private final byte[] bytes;
  private final Inflater inflater;
  private int next;

  /** {@code start} is the place of the first data chunk. */
  PngData(byte[] bytes, int start, Inflater inflater) {
    this.bytes = bytes;
    this.next = start;
    this.inflater = inflater;
  }

  void fill(byte[] target, int offset, int length)
      throws UnreadableImageException, DataFormatException {
    int done = 0;
    while (done < length) {
      int count = inflater.inflate(target, offset + done, length - done);
      done += count;
      if (count > 0) {
        continue;
      }
      if (!inflater.needsInput() || next + 12 > bytes.length || !PngDecoder.isData(bytes, next)) {
        throw PngDecoder.truncated();
      }
      int size = PngDecoder.chunk(bytes, next);
      inflater.setInput(bytes, next + 8, size);
      next += 12 + size;
    }
  }
}
