package org.stratigraph.sweep;

import java.util.OptionalInt;

/**
 * What limits a sweep.
 *
 * @param images number of images in all
 * @param memory bytes that the sweep may take, engine and virtual machine included
 * @param plain evaluate the whole network for every target: the slow truth that the fast way is
 *     tested against
 * @param batch images that the engine is given at a time; empty to choose by size
 * @param mostBatch the most images that it is given at a time, where the size is chosen
 * @param chunk images in memory at a time; empty to choose by the memory
 */
public record SweepOptions(
    int images, long memory, boolean plain, OptionalInt batch, int mostBatch, OptionalInt chunk) {
  public static SweepOptions of(int images, long memory) {
    return new SweepOptions(
        images, memory, false, OptionalInt.empty(), Integer.MAX_VALUE, OptionalInt.empty());
  }
}
