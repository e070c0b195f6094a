package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import org.stratigraph.Printable;

/**
 * Where the central directory of a zip archive lies, from the end record and, in large archives,
 * the zip64 end record.
 *
 * @param offset its first byte
 * @param bytes its length
 * @param entries the number of entries it declares, which fits its length
 */
record ZipDirectory(long offset, long bytes, long entries) {
  private static final int END_RECORD = 0x06054b50;
  private static final int ZIP64_END_RECORD = 0x06064b50;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final int END_BYTES = 22;
  private static final int ZIP64_END_BYTES = 56;
  private static final int ZIP64_LOCATOR_BYTES = 20;
  private static final int SMALLEST_HEADER = 46;

  /** Finds the directory; the end record must be the last bytes of the file. */
  static ZipDirectory find(SourceFile file) {
    long end = file.size() - END_BYTES;
    ByteBuffer record =
        end < 0 ? ByteBuffer.allocate(END_BYTES) : file.read(end, END_BYTES, "the zip end record");
    if (record.getInt(0) != END_RECORD) {
      throw file.unusable(
          "begins like a zip archive but does not end like one: the download was not finished, or"
              + " something was added behind the archive.");
    }
    if (record.getInt(4) != 0 || record.getShort(20) != 0) {
      throw file.unusable("the zip archive has several parts or a comment; weights have neither.");
    }
    long entries = Short.toUnsignedLong(record.getShort(10));
    long bytes = Integer.toUnsignedLong(record.getInt(12));
    long offset = Integer.toUnsignedLong(record.getInt(16));
    long directoryEnd = end;
    long locatorAt = end - ZIP64_LOCATOR_BYTES;
    if (locatorAt >= ZIP64_END_BYTES) {
      ByteBuffer locator = file.read(locatorAt, ZIP64_LOCATOR_BYTES, "the zip64 locator");
      if (locator.getInt(0) == ZIP64_LOCATOR) {
        directoryEnd = locatorAt - ZIP64_END_BYTES;
        ByteBuffer wide = file.read(directoryEnd, ZIP64_END_BYTES, "the zip64 end record");
        boolean sound =
            wide.getInt(0) == ZIP64_END_RECORD
                && locator.getLong(8) == directoryEnd
                && agree(entries, 0xffff, wide.getLong(32))
                && agree(bytes, 0xffffffffL, wide.getLong(40))
                && agree(offset, 0xffffffffL, wide.getLong(48));
        if (!sound) {
          throw file.unusable("the two end records of the zip archive disagree.");
        }
        entries = wide.getLong(32);
        bytes = wide.getLong(40);
        offset = wide.getLong(48);
      }
    }
    if (offset < 0 || bytes < 0 || offset > directoryEnd || bytes != directoryEnd - offset) {
      throw file.unusable(
          "the zip directory is not where the archive's end says: it is damaged, or something was"
              + " added before the archive.");
    }
    if (entries < 0 || entries > bytes / SMALLEST_HEADER || entries > Limits.ZIP_ENTRIES) {
      throw file.unusable(
          "the zip archive declares %s entries in a directory of %d bytes; at most %d are read.",
          Long.toUnsignedString(entries), bytes, Limits.ZIP_ENTRIES);
    }
    return new ZipDirectory(offset, bytes, entries);
  }

  /** Size, packed size and offset of an entry, from its zip64 field where they are marked so. */
  static long[] wide(
      SourceFile file, ByteBuffer extra, String name, long size, long packed, long offset) {
    long[] values = {size, packed, offset};
    while (extra.remaining() >= 4) {
      int kind = Short.toUnsignedInt(extra.getShort());
      int length = Short.toUnsignedInt(extra.getShort());
      if (length > extra.remaining()) {
        throw file.unusable("the extra field of the entry %s is damaged.", Printable.quoted(name));
      }
      int next = extra.position() + length;
      if (kind == 1) {
        for (int i = 0; i < values.length; i++) {
          if (values[i] == 0xffffffffL && next - extra.position() >= Long.BYTES) {
            values[i] = extra.getLong();
          }
        }
      }
      extra.position(next);
    }
    for (long value : values) {
      if (value < 0) {
        throw file.unusable("a size of the entry %s is negative.", Printable.quoted(name));
      }
    }
    return values;
  }

  private static boolean agree(long narrow, long marker, long wide) {
    return narrow == marker || narrow == wide;
  }
}
