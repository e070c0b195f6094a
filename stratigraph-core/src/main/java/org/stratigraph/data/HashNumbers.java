package org.stratigraph.data;

import java.nio.ByteBuffer;

/** The numbers that go into a hash and out of it, big-endian. */
final class HashNumbers {
  private HashNumbers() {}

  static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** The first 64 bits of a digest. */
  static long first(byte[] hash) {
    return ByteBuffer.wrap(hash).getLong();
  }
}
