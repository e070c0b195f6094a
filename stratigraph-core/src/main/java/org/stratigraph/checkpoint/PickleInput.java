package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.stratigraph.UnusableInputException;

/**
 * The bytes of one or more pickles, read forwards. Frames (protocol 4) are checked, so that no two
 * readers can see different opcodes in the same bytes.
 */
final class PickleInput {
  private static final int WINDOW = 1 << 16;

  private final SourceFile file;
  private final Source source;
  private final long size;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long position;
  private long frameEnd = -1;
  private boolean opcodeInFrame;

  private interface Source {
    ByteBuffer read(long position, int length);
  }

  private PickleInput(SourceFile file, Source source, long size) {
    this.file = file;
    this.source = source;
    this.size = size;
  }

  /** Pickles from the beginning of a file, as far as {@link Limits#PICKLE_BYTES}. */
  static PickleInput of(SourceFile file) {
    return new PickleInput(
        file,
        (position, length) -> file.read(position, length, "the pickle"),
        Math.min(file.size(), Limits.PICKLE_BYTES));
  }

  /** A pickle that was read from an archive. */
  static PickleInput of(SourceFile file, ByteBuffer bytes) {
    return new PickleInput(
        file, (position, length) -> bytes.slice((int) position, length), bytes.remaining());
  }

  long position() {
    return position;
  }

  long remaining() {
    return size - position;
  }

  /** The exception for a pickle that is damaged or asks for what weights do not need. */
  UnusableInputException unusable(String sentence, Object... arguments) {
    return file.unusable(
        "the pickle cannot be read as weights, at byte %d of it: %s",
        position, String.format(Locale.ROOT, sentence, arguments));
  }

  /** The exception of the file itself. */
  UnusableInputException refused(String sentence, Object... arguments) {
    return file.unusable(sentence, arguments);
  }

  /** The next opcode. */
  int readOpcode() {
    opcodeInFrame = position < frameEnd;
    return readByte();
  }

  /** Checks that the opcode and its argument, now read, lie in one frame or in none. */
  void endOpcode() {
    if (opcodeInFrame && position > frameEnd) {
      throw unusable("a value crosses the end of its frame.");
    }
  }

  int readByte() {
    need(1);
    if (!window.hasRemaining()) {
      window = source.read(position, (int) Math.min(WINDOW, remaining()));
    }
    position++;
    return Byte.toUnsignedInt(window.get());
  }

  /** An unsigned little-endian integer of at most 8 bytes; negative beyond 2^63 - 1. */
  long readUnsigned(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte() << (8 * i);
    }
    return value;
  }

  /** A signed little-endian integer of 4 bytes. */
  int readSigned() {
    return (int) readUnsigned(4);
  }

  /** So many bytes; the number is checked before anything is allocated. */
  byte[] readBytes(long length, int limit) {
    if (length < 0 || length > limit) {
      throw unusable(
          "a value of %s bytes; at most %d are allowed.", Long.toUnsignedString(length), limit);
    }
    need(length);
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) readByte();
    }
    return bytes;
  }

  /** A UTF-8 string of so many bytes. */
  String readText(long length) {
    return decode(readBytes(length, Limits.PICKLE_STRING));
  }

  /** A UTF-8 line, without its end. */
  String readLine() {
    byte[] bytes = new byte[256];
    for (int length = 0; length < bytes.length; length++) {
      int next = readByte();
      if (next == '\n') {
        return decode(Arrays.copyOf(bytes, length));
      }
      bytes[length] = (byte) next;
    }
    throw unusable("a name of more than %d bytes.", bytes.length);
  }

  private String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw file.unusable(e, "the pickle holds text that is not UTF-8, at byte %d.", position);
    }
  }

  /** Opens a frame of so many bytes. */
  void openFrame(long length) {
    if (frameEnd > position) {
      throw unusable("a frame inside a frame.");
    }
    if (length < 0 || length > remaining()) {
      throw unusable("a frame of %s bytes reaches past the end.", Long.toUnsignedString(length));
    }
    frameEnd = position + length;
  }

  /** Checks that the pickle that ends here leaves no frame open. */
  void endPickle() {
    if (frameEnd > position) {
      throw unusable("the pickle ends inside its frame.");
    }
    frameEnd = -1;
  }

  private void need(long bytes) {
    if (bytes > remaining()) {
      throw unusable(
          "it ends here; the file is damaged, its download was not finished, or the pickle is"
              + " longer than the limit of %d bytes.",
          Limits.PICKLE_BYTES);
    }
  }
}
