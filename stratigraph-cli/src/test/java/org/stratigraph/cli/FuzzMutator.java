package org.stratigraph.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes bytes by chance: the same seed, the same change. */
final class FuzzMutator {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x4000000000000001L,
    1L << 40
  };

  private static final List<String> TEXTS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          "\"",
          "'",
          ",",
          ":",
          "\n",
          "\0",
          "\u001b[2J",
          "-1",
          "1e999",
          "NaN",
          "null",
          "true",
          "99999999999999999999",
          "&a ",
          "*a",
          "!!x ",
          "../",
          "\u202e",
          "(",
          ")");

  private final SplittableRandom random;

  FuzzMutator(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A copy with one to six changes. */
  byte[] changed(byte[] sound) {
    byte[] bytes = sound.clone();
    for (int i = random.nextInt(1, 7); i > 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, random.nextInt(1, 64));
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 2 -> {
        bytes[at] = (byte) random.nextInt(256);
        yield bytes;
      }
      case 3 -> number(bytes, at);
      case 4 -> Arrays.copyOf(bytes, at);
      case 5 -> spliced(bytes, at, at + length, new byte[0]);
      case 6 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 7 -> {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        yield spliced(bytes, at, at, text.repeat(times()).getBytes(StandardCharsets.UTF_8));
      }
      default -> {
        Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
        yield bytes;
      }
    };
  }

  private int times() {
    return random.nextInt(10) == 0 ? 3000 : 1;
  }

  private byte[] number(byte[] bytes, int at) {
    int width = 1 << random.nextInt(4);
    if (at + width > bytes.length) {
      return bytes;
    }
    long value = NUMBERS[random.nextInt(NUMBERS.length)];
    boolean little = random.nextBoolean();
    ByteBuffer whole = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    for (int i = 0; i < width; i++) {
      bytes[at + (little ? i : width - 1 - i)] = whole.get(i);
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] all = new byte[bytes.length - (to - from) + between.length];
    System.arraycopy(bytes, 0, all, 0, from);
    System.arraycopy(between, 0, all, from, between.length);
    System.arraycopy(bytes, to, all, from + between.length, bytes.length - to);
    return all;
  }
}
