package org.stratigraph.criticality;

import java.util.List;

/**
 * A piece of a run that can be measured anywhere: the untouched network and some resets on the
 * images of one chunk. Its numbers do not depend on what else is measured, or where.
 *
 * @param chunk the number of the chunk, from 0
 * @param cells in the order of the sweep; may be empty
 */
public record Portion(int chunk, List<Cell> cells) {
  public Portion {
    cells = List.copyOf(cells);
  }
}
