package org.stratigraph.lesion;

import java.util.Locale;

/** Out of which blocks a lesion study draws. */
public enum LesionGroup {
  /** Blocks whose branch makes conflicting bundles. */
  CONFLICTING,
  /** Blocks whose branch does not. */
  OTHERS,
  /** Every block. */
  ALL;

  /** The name used on screen and in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
