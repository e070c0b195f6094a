package org.stratigraph.graph;

import org.stratigraph.Labelled;

/** What a layer computes from its trained tensors. */
public enum LayerKind implements Labelled {
  CONV,
  LINEAR,
  NORM,
  EMBEDDING,
  RECURRENT
}
