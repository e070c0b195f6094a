package org.stratigraph.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.Printable;
import org.stratigraph.checkpoint.PickleValue.Dictionary;
import org.stratigraph.checkpoint.PickleValue.Int;
import org.stratigraph.checkpoint.PickleValue.Sequence;
import org.stratigraph.checkpoint.PickleValue.Storage;
import org.stratigraph.checkpoint.PickleValue.Text;
import org.stratigraph.checkpoint.PickleValue.Truth;

/**
 * The format that {@code torch.save} wrote before PyTorch 1.6: five pickles (magic number, protocol
 * version, system, object, storage keys), then for each key the number of elements as int64 and the
 * elements, up to the last byte of the file.
 */
final class PytorchLegacy {
  private static final Int MAGIC = new Int(new BigInteger("1950a86a20f9469cfc6c", 16));
  private static final Int PROTOCOL = new Int(BigInteger.valueOf(1001));

  private final SourceFile file;
  private final Map<String, Long> positions = new LinkedHashMap<>();

  private PytorchLegacy(SourceFile file) {
    this.file = file;
  }

  /** Reads the pickles and finds the storages, without reading their elements. */
  static PytorchContent read(SourceFile file) {
    PickleInput input = PickleInput.of(file);
    if (!PickleInterpreter.read(input).equals(MAGIC)) {
      throw file.unusable(
          "is a pickle that PyTorch did not write (its magic number is missing). %s",
          PickleObjects.ADVICE);
    }
    if (!PickleInterpreter.read(input).equals(PROTOCOL)) {
      throw file.unusable("is of an unknown version of PyTorch's legacy format; 1001 is known.");
    }
    checkByteOrder(file, PickleInterpreter.read(input));
    PickleInterpreter object = new PickleInterpreter(input);
    PickleValue root = object.run();
    PytorchLegacy reader = new PytorchLegacy(file);
    reader.locate(PickleInterpreter.read(input), object.storages(), input.position());
    return new PytorchContent("pytorch-legacy", root, reader::storage);
  }

  private static void checkByteOrder(SourceFile file, PickleValue system) {
    if (!(system instanceof Dictionary entries)
        || !new Truth(true).equals(entries.entries.get(new Text("little_endian")))) {
      throw file.unusable(
          "does not say that its numbers are little-endian; load and save it again with PyTorch on"
              + " a little-endian machine.");
    }
  }

  private void locate(PickleValue keys, Map<String, Storage> storages, long first) {
    if (!(keys instanceof Sequence list)) {
      throw file.unusable("the list of storages is %s.", keys.kind());
    }
    long position = first;
    for (PickleValue item : list.items) {
      Storage storage = item instanceof Text key ? storages.get(key.value()) : null;
      if (storage == null) {
        throw file.unusable(
            "lists a storage that no tensor uses: %s.",
            item instanceof Text key ? Printable.quoted(key.value()) : item.kind());
      }
      String name = "storage " + Printable.quoted(storage.key());
      long count = file.read(position, Long.BYTES, name).getLong();
      if (count != storage.count()) {
        throw file.unusable(
            "%s should have %d of %s, but the file holds %d.",
            name, storage.count(), storage.typeName(), count);
      }
      position += Long.BYTES;
      if (positions.putIfAbsent(storage.key(), position) != null) {
        throw file.unusable("%s is listed twice.", name);
      }
      long bytes = StorageSize.bytes(file, storage);
      if (bytes > file.size() - position) {
        throw file.unusable(
            "%s needs %d bytes and only %d are left: the file is damaged, or its download was not"
                + " finished.",
            name, bytes, file.size() - position);
      }
      position += bytes;
    }
    if (position != file.size()) {
      throw file.unusable(
          "%d bytes follow the last storage; weights hold nothing else.", file.size() - position);
    }
  }

  private ByteBuffer storage(Storage storage) {
    Long position = positions.get(storage.key());
    if (position == null) {
      throw file.unusable("the file has no storage %s.", Printable.quoted(storage.key()));
    }
    return file.read(
        position, StorageSize.bytes(file, storage), "storage " + Printable.quoted(storage.key()));
  }
}
