package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import org.stratigraph.checkpoint.PickleValue.Storage;

/** Reads the elements of a storage from a PyTorch file. */
interface StorageReader {
  /**
   * The bytes of the whole storage, little-endian.
   *
   * @throws org.stratigraph.UnusableInputException if the file has no such storage, or one of
   *     another size
   */
  ByteBuffer read(Storage storage);
}
