package org.stratigraph.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 and the numbers that go in and out of it, big-endian. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it (MessageDigest's contract).
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** The first 64 bits of a digest. */
  static long first(byte[] hash) {
    return ByteBuffer.wrap(hash).getLong();
  }
}
