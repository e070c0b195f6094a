package org.stratigraph.data;

import org.stratigraph.tensor.Shape;

/** An image as its data set holds it. */
sealed interface StoredImage {
  /** What identifies it: the bytes of its file, or its levels or values. Not to be changed. */
  byte[] bytes();

  /** The bytes of a JPEG or PNG file. */
  record Encoded(byte[] bytes) implements StoredImage {}

  /** Levels of 8 bits. */
  record Levels(Raster raster) implements StoredImage {
    @Override
    public byte[] bytes() {
      return raster.levels();
    }
  }

  /** Values that are preprocessed already: little-endian 32-bit floats of a shape [C, H, W]. */
  record Values(Shape shape, byte[] bytes) implements StoredImage {}
}
