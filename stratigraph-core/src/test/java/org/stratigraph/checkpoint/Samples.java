package org.stratigraph.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small checkpoints of each format, made byte by byte. */
final class Samples {
  private Samples() {}

  static Path write(Path folder, String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  /** Little-endian float32 values. */
  static byte[] floats(float... values) {
    PickleBytes out = new PickleBytes();
    for (float value : values) {
      out.little(Float.floatToRawIntBits(value), 4);
    }
    return out.unfinished();
  }

  /** A PyTorch zip with a pickle and one storage "0" of six values. */
  static byte[] zip(byte[] pickle) {
    return archive(pickle).build();
  }

  static ZipBytes archive(byte[] pickle) {
    return new ZipBytes()
        .add("archive/data.pkl", pickle)
        .add("archive/data/0", floats(1, 2, 3, 4, 5, 6))
        .add("archive/version", "3\n".getBytes(StandardCharsets.UTF_8));
  }

  /** The dictionary of one tensor of six values. */
  static byte[] oneTensor() {
    return PickleBytes.begin().dictionary().vector("weight", "0", 6).close().stop();
  }

  /** A PyTorch legacy file: an object pickle, and one storage "0" of the given values. */
  static byte[] legacy(byte[] object, float... values) {
    return legacyHead()
        .bytes(object)
        .bytes(PickleBytes.begin().raw(']').text("0").raw('a').stop())
        .little(values.length, 8)
        .bytes(floats(values))
        .unfinished();
  }

  /** The three pickles before the object. */
  static PickleBytes legacyHead() {
    return new PickleBytes()
        .bytes(legacyMagic())
        .bytes(PickleBytes.begin().dictionary().text("little_endian").raw(0x88).close().stop());
  }

  /** The magic number and the version 1001. */
  static byte[] legacyMagic() {
    return new PickleBytes()
        .raw(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.')
        .raw(0x80, 2, 'M', 0xe9, 0x03, '.')
        .unfinished();
  }

  /** The object of a legacy file: one tensor over storage "0" of six values. */
  static byte[] oneLegacyTensor() {
    return PickleBytes.begin()
        .dictionary()
        .text("weight")
        .beginRebuild()
        .legacyStorage("FloatStorage", "0", 6)
        .rebuild(0, new long[] {6}, new long[] {1})
        .close()
        .stop();
  }

  /** A safetensors file with the given header. */
  static byte[] safetensors(String header, byte[] data) {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    return new PickleBytes().little(bytes.length, 8).bytes(bytes).bytes(data).unfinished();
  }

  /** Two tensors, a and b, of two and four values. */
  static byte[] twoTensors() {
    return safetensors(
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[8,24]}}",
        floats(1, 2, 3, 4, 5, 6));
  }
}
