package org.stratigraph.lesion;

import org.stratigraph.Labelled;

/** Out of which blocks a lesion study draws. */
public enum LesionGroup implements Labelled {
  /** Blocks whose branch makes conflicting bundles. */
  CONFLICTING,
  /** Blocks whose branch does not. */
  OTHERS,
  /** Every block. */
  ALL
}
