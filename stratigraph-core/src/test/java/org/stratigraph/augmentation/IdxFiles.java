package org.stratigraph.augmentation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;

/** Grey images as IDX files. */
final class IdxFiles {
  private IdxFiles() {}

  /**
   * Writes images of a formula, and labels 0, 1, ... in turn.
   *
   * @param shape [n, H, W]
   * @param classes 0 for no labels
   */
  static DataSet write(Path folder, int[] shape, int classes) throws IOException {
    int count = shape[0] * shape[1] * shape[2];
    ByteBuffer images = ByteBuffer.allocate(16 + count).putInt(0x803);
    for (int extent : shape) {
      images.putInt(extent);
    }
    for (int i = 0; i < count; i++) {
      images.put((byte) (i * 31 + i / 97));
    }
    Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
    if (classes > 0) {
      ByteBuffer labels = ByteBuffer.allocate(8 + shape[0]).putInt(0x801).putInt(shape[0]);
      for (int i = 0; i < shape[0]; i++) {
        labels.put((byte) (i % classes));
      }
      Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
    }
    return DataSets.open(folder.toString(), DataSetOptions.defaults());
  }
}
