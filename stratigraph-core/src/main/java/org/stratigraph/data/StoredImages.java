package org.stratigraph.data;

import java.io.IOException;

/** Selected images of a data set, opened for reading in any order; thread-safe. */
interface StoredImages extends AutoCloseable {
  /**
   * The image of an index into the selection.
   *
   * @throws IOException if its bytes cannot be read; the message says why, without its name
   */
  StoredImage read(int index) throws IOException;

  @Override
  default void close() {}
}
