package org.stratigraph.lesion;

import java.util.List;

/**
 * One choice of blocks to be removed together.
 *
 * @param group out of which blocks it was drawn
 * @param draw its number among those of its group and its number of blocks, from 0
 * @param blocks names of the chosen blocks, in the order of the network
 */
public record LesionDraw(LesionGroup group, int draw, List<String> blocks) {
  public LesionDraw {
    blocks = List.copyOf(blocks);
  }

  /** How many blocks are removed. */
  public int removed() {
    return blocks.size();
  }

  /** A name for the network without these blocks; equal for equal choices. */
  public String variant() {
    return "without " + String.join(", ", blocks);
  }
}
