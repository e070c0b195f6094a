package org.stratigraph.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record format: the length as a little-endian uint64, the masked CRC-32C of these
 * eight bytes, the data, the masked CRC-32C of the data ({@code tensorflow/core/lib/io/
 * record_writer.h}).
 */
final class TfRecords {
  /** Length and its checksum. */
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private static final int MASK = 0xa282ead8;

  private TfRecords() {}

  /** The bytes of one record. */
  static byte[] encode(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(HEAD + data.length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), 0, Long.BYTES));
    record.put(data);
    record.putInt(maskedCrc(data, 0, data.length));
    return record.array();
  }

  /**
   * The data of the record at the position of a buffer, which then stands behind it; empty, and the
   * buffer where it was, if what is there is not a whole record.
   */
  static Optional<byte[]> next(ByteBuffer records) {
    ByteBuffer view = records.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (view.remaining() < HEAD) {
      return Optional.empty();
    }
    byte[] head = new byte[HEAD];
    view.get(head);
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long length = fields.getLong();
    boolean sound = fields.getInt() == maskedCrc(head, 0, Long.BYTES);
    if (!sound || length < 0 || length > view.remaining() - Integer.BYTES) {
      return Optional.empty();
    }
    byte[] data = new byte[(int) length];
    view.get(data);
    if (view.getInt() != maskedCrc(data, 0, data.length)) {
      return Optional.empty();
    }
    records.position(view.position());
    return Optional.of(data);
  }

  /** Rotated right by 15 bits and moved, since a checksum over a checksum says little. */
  static int maskedCrc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
