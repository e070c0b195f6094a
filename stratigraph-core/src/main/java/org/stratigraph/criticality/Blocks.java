package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.data.ImageRange;

/**
 * The images of a run in blocks. A block is what is measured and stored together; a layer is
 * measured on the first so many blocks. Growing blocks let a run take twice as many images, and
 * twice as many again, without many small pieces.
 *
 * @param ends for each block, the number of images up to its end; rising
 */
public record Blocks(List<Integer> ends) {
  public Blocks {
    ends = List.copyOf(ends);
  }

  /** Blocks of equal size; the last may be smaller. */
  static Blocks even(int images, int size) {
    return doubling(images, size, size);
  }

  /**
   * Two blocks of the first size, then each as large as all before it, but none larger than the
   * most.
   */
  static Blocks doubling(int images, int first, int most) {
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    while (end < images) {
      int size = Math.min(most, Math.max(first, end));
      end = (int) Math.min(images, (long) end + size);
      ends.add(end);
    }
    return new Blocks(ends);
  }

  /** The number of blocks. */
  public int count() {
    return ends.size();
  }

  /** The images of some blocks. */
  ImageRange range(BlockRange blocks) {
    return new ImageRange(images(blocks.first()), images(blocks.end()));
  }

  /** The number of images in the first so many blocks. */
  int images(int blocks) {
    return blocks == 0 ? 0 : ends.get(blocks - 1);
  }

  /** How many blocks hold at least so many images; all where there are fewer images. */
  int holding(int images) {
    int blocks = 1;
    while (blocks < count() && images(blocks) < images) {
      blocks++;
    }
    return Math.min(blocks, count());
  }

  /**
   * Blocks that fit into memory together, in order.
   *
   * @param most images that fit; no block is larger
   */
  List<BlockRange> loads(int most) {
    List<BlockRange> loads = new ArrayList<>();
    int first = 0;
    for (int block = 1; block <= count(); block++) {
      if (block == count() || images(block + 1) - images(first) > most) {
        loads.add(new BlockRange(first, block));
        first = block;
      }
    }
    return loads;
  }
}
