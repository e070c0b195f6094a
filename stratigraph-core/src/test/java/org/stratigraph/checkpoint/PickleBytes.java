package org.stratigraph.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, sound and unsound ones; opcodes as Python's pickletools. */
final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickle of protocol 2. */
  static PickleBytes begin() {
    return new PickleBytes().raw(0x80, 2);
  }

  PickleBytes raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleBytes ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleBytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return raw('X').little(bytes.length, 4).bytes(bytes);
  }

  PickleBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleBytes little(long value, int width) {
    ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    out.write(buffer.array(), 0, width);
    return this;
  }

  /** An integer of 8 bytes, whatever its value. */
  PickleBytes integer(long value) {
    return raw(0x8a, 8).little(value, 8);
  }

  PickleBytes tuple(long... values) {
    raw('(');
    for (long value : values) {
      integer(value);
    }
    return raw('t');
  }

  PickleBytes global(String module, String name) {
    return ascii("c" + module + "\n" + name + "\n");
  }

  /** A storage of the zip format. */
  PickleBytes storage(String type, String key, long count) {
    return raw('(')
        .text("storage")
        .global("torch", type)
        .text(key)
        .text("cpu")
        .integer(count)
        .ascii("tQ");
  }

  /** A storage of the legacy format; the view is the sixth item, None or three items. */
  PickleBytes legacyStorage(String type, String key, long count, long... view) {
    raw('(').text("storage").global("torch", type).text(key).text("cpu").integer(count);
    if (view.length == 0) {
      raw('N');
    } else {
      raw('(').text("view").integer(view[0]).integer(view[1]).raw('t');
    }
    return ascii("tQ");
  }

  /** {@code name: tensor} with a storage made by the caller's last step, inside a dictionary. */
  PickleBytes rebuild(long offset, long[] extents, long[] strides) {
    return integer(offset)
        .tuple(extents)
        .tuple(strides)
        .raw(0x89)
        .global("collections", "OrderedDict")
        .ascii(")Rt")
        .raw('R');
  }

  PickleBytes beginRebuild() {
    return global("torch._utils", "_rebuild_tensor_v2").raw('(');
  }

  /** A float tensor over the whole or a part of a float storage. */
  PickleBytes tensor(
      String name, String key, long count, long offset, long[] extents, long[] strides) {
    return text(name)
        .beginRebuild()
        .storage("FloatStorage", key, count)
        .rebuild(offset, extents, strides);
  }

  /** A contiguous vector over a whole storage. */
  PickleBytes vector(String name, String key, long count) {
    return tensor(name, key, count, 0, new long[] {count}, new long[] {1});
  }

  /** Opens a dictionary whose items follow. */
  PickleBytes dictionary() {
    return ascii("}(");
  }

  /** Closes a dictionary. */
  PickleBytes close() {
    return raw('u');
  }

  byte[] stop() {
    return raw('.').out.toByteArray();
  }

  /** What was written, without the end of the pickle. */
  byte[] unfinished() {
    return out.toByteArray();
  }
}
