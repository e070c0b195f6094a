package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.ImageRange;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;

/**
 * Blocks that are in memory together: what the untouched network predicts for each, and which rows
 * of the chunk are its images. Images that could not be read have no row.
 */
final class LoadedBlocks {
  private final BlockRange blocks;
  private final int classes;
  private final List<Integer> ends = new ArrayList<>();
  private final List<Predictions> predictions = new ArrayList<>();
  private final List<List<Images.Skipped>> skipped = new ArrayList<>();

  private LoadedBlocks(BlockRange blocks, int classes) {
    this.blocks = blocks;
    this.classes = classes;
  }

  /**
   * Takes apart what was read together.
   *
   * @param range the blocks that were read
   * @param logits of the untouched network, [n, classes] row by row
   */
  static LoadedBlocks of(
      Blocks blocks,
      BlockRange range,
      Images images,
      Images.Chunk read,
      float[] logits,
      int classes) {
    LoadedBlocks loaded = new LoadedBlocks(range, classes);
    Set<String> unread = new HashSet<>();
    read.skipped().forEach(image -> unread.add(image.id()));
    int row = 0;
    for (int block = range.first(); block < range.end(); block++) {
      ImageRange of = blocks.range(new BlockRange(block, block + 1));
      Set<String> ids = new HashSet<>();
      int rows = 0;
      for (Sample sample : images.samples().subList(of.from(), of.to())) {
        ids.add(sample.id());
        rows += unread.contains(sample.id()) ? 0 : 1;
      }
      loaded.skipped.add(
          read.skipped().stream().filter(image -> ids.contains(image.id())).toList());
      loaded.predictions.add(
          new Predictions(
              Arrays.copyOfRange(logits, row * classes, (row + rows) * classes),
              classes,
              read.samples().subList(row, row + rows)));
      row += rows;
      loaded.ends.add(row);
    }
    return loaded;
  }

  /** The blocks. */
  BlockRange blocks() {
    return blocks;
  }

  /** What the untouched network predicts for a block. */
  Predictions predictions(int block) {
    return predictions.get(block - blocks.first());
  }

  /**
   * What is kept of the untouched network on a block.
   *
   * @throws UnusableInputException if an output is NaN or infinite
   */
  Untouched requireUntouched(int block) {
    try {
      return predictions(block).untouched(block, skipped(block));
    } catch (NonFiniteOutputException e) {
      throw new UnusableInputException(
          "the untouched network cannot be measured: " + e.getMessage(), e);
    }
  }

  /**
   * The measurements of a cell, one a block.
   *
   * @param logits of the changed network for the cell's rows
   * @throws NonFiniteOutputException if an output is NaN or infinite
   */
  List<Measurement> measurements(Cell cell, float[] logits) {
    List<Measurement> measurements = new ArrayList<>();
    for (int block = cell.blocks().first(); block < cell.blocks().end(); block++) {
      Agreement agreement = predictions(block).agreement(part(logits, cell.blocks(), block));
      measurements.add(new Measurement(cell.layer(), cell.trial(), block, agreement));
    }
    return measurements;
  }

  /** The images of a block that could not be read. */
  List<Images.Skipped> skipped(int block) {
    return skipped.get(block - blocks.first());
  }

  /** The rows of some blocks in the chunk. */
  ImageRange rows(BlockRange some) {
    return new ImageRange(row(some.first()), row(some.end()));
  }

  /** The rows of one block, of logits for some blocks. */
  float[] part(float[] logits, BlockRange some, int block) {
    int start = row(some.first());
    return Arrays.copyOfRange(
        logits, (row(block) - start) * classes, (row(block + 1) - start) * classes);
  }

  private int row(int block) {
    return block == blocks.first() ? 0 : ends.get(block - blocks.first() - 1);
  }
}
