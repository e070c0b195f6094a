package org.stratigraph.graph;

import java.util.Locale;

/** What a layer computes from its trained tensors. */
public enum LayerKind {
  CONV,
  LINEAR,
  NORM,
  EMBEDDING,
  RECURRENT;

  /** The name used on the command line and in files: {@code conv}, {@code linear}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
