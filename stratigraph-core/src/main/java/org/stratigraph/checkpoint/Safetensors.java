package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.checkpoint.SafetensorsHeader.Entry;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * The safetensors format: the length of a header as a little-endian uint64, the header as JSON, and
 * the elements of the tensors without gap or overlap up to the last byte of the file.
 */
final class Safetensors {
  private Safetensors() {}

  /** The tensors of one file, in the order of its header; their elements are not read yet. */
  static Map<String, StoredTensor> open(SourceFile file) {
    if (file.size() < Long.BYTES) {
      throw file.unusable(
          "has %d bytes; a safetensors file begins with 8 bytes of length.", file.size());
    }
    long length = file.read(0, Long.BYTES, "the header's length").getLong();
    if (length < 0 || length > Limits.SAFETENSORS_HEADER) {
      throw file.unusable(
          "declares a header of %s bytes; at most %d are allowed.",
          Long.toUnsignedString(length), Limits.SAFETENSORS_HEADER);
    }
    Map<String, Entry> entries =
        SafetensorsHeader.parse(
            file, text(file, file.read(Long.BYTES, length, "the safetensors header")));
    long begin = Long.BYTES + length;
    checkLayout(file, entries, file.size() - begin);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) ->
            tensors.put(
                name,
                new StoredTensor(
                    entry.type(), entry.shape(), () -> tensor(file, begin, name, entry))));
    return tensors;
  }

  private static Tensor tensor(SourceFile file, long begin, String name, Entry entry) {
    ByteBuffer bytes =
        file.read(
            begin + entry.begin(), entry.end() - entry.begin(), "the tensor " + Quoted.of(name));
    return Tensor.wrap(entry.type(), entry.shape(), bytes);
  }

  private static String text(SourceFile file, ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw file.unusable(e, "has a safetensors header that is not UTF-8.");
    }
  }

  /** The ranges must follow one another from the first byte to the last. */
  private static void checkLayout(SourceFile file, Map<String, Entry> entries, long size) {
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long next = 0;
    for (Map.Entry<String, Entry> each : sorted) {
      Entry entry = each.getValue();
      if (entry.begin() != next) {
        throw file.unusable(
            "the tensor %s begins at byte %d of the data and byte %d was expected: tensors may"
                + " neither overlap nor leave holes.",
            Quoted.of(each.getKey()), entry.begin(), next);
      }
      if (entry.end() < entry.begin() || entry.end() - entry.begin() != bytes(file, each)) {
        throw file.unusable(
            "the tensor %s, %s of %s, does not fill its bytes %d to %d.",
            Quoted.of(each.getKey()), entry.shape(), entry.type(), entry.begin(), entry.end());
      }
      next = entry.end();
    }
    if (next != size) {
      throw file.unusable(
          "its header describes %d bytes of tensors, but the file holds %d: it is damaged, or its"
              + " download was not finished.",
          next, size);
    }
  }

  private static long bytes(SourceFile file, Map.Entry<String, Entry> entry) {
    Shape shape = entry.getValue().shape();
    try {
      return Math.multiplyExact(shape.elementCount(), (long) entry.getValue().type().bytes());
    } catch (ArithmeticException e) {
      throw file.unusable(
          e, "the tensor %s of shape %s is too large.", Quoted.of(entry.getKey()), shape);
    }
  }
}
