package org.stratigraph.view;

import org.stratigraph.Labelled;

/** How much of a network is shown, finest first. */
public enum Detail implements Labelled {
  /** Every layer. */
  LAYERS,
  /** The innermost groups that are closed: residual blocks, fire modules. */
  BLOCKS,
  /** The groups around these. */
  STAGES,
  /** The groups around these. */
  PARTS
}
