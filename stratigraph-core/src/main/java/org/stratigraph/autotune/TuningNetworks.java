package org.stratigraph.autotune;

import java.util.List;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.graph.Graph;

/** The networks that may be tried: one for each choice of numbers of blocks. */
public interface TuningNetworks {
  /**
   * An untrained network, with the same weights each time.
   *
   * @param blocks the number of blocks of each type
   */
  Graph initial(List<Integer> blocks);

  /** The outputs of all blocks of such a network, in its order. */
  List<MeasuredValue> blocks(Graph network);
}
