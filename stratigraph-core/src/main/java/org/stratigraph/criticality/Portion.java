package org.stratigraph.criticality;

import java.util.List;

/**
 * A piece of a run that can be measured anywhere: the untouched network on images that fit into
 * memory together, and some resets on these. Its numbers do not depend on what else is measured, or
 * where.
 *
 * @param blocks consecutive blocks of images
 * @param cells on blocks among these, in the order of the sweep; may be empty
 */
public record Portion(BlockRange blocks, List<Cell> cells) {
  public Portion {
    cells = List.copyOf(cells);
  }
}
