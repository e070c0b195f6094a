package org.stratigraph.checkpoint;

import org.stratigraph.Printable;
import org.stratigraph.checkpoint.PickleValue.Storage;

/** Bytes that a storage declares. */
final class StorageSize {
  private StorageSize() {}

  /** The number, checked against overflow and the 2 GiB of a buffer. */
  static long bytes(SourceFile file, Storage storage) {
    long width = storage.width();
    if (storage.count() > Limits.TENSOR_BYTES / width) {
      throw file.unusable(
          "storage %s declares %d of %s, which is more than 2 GiB.",
          Printable.quoted(storage.key()), storage.count(), storage.typeName());
    }
    return storage.count() * width;
  }
}
