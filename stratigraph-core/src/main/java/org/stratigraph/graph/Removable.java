package org.stratigraph.graph;

import java.util.List;

/**
 * A part of a network that can be taken out: whatever reads one value reads another one of the same
 * shape instead, so that the rest stays a network.
 */
public sealed interface Removable permits ResidualBlock, LayerBypass {
  /** Its name; unique among the parts of its kind. */
  String name();

  /** What it is, with its name: {@code block layer1.0}. */
  String label();

  /** The value that the part computes. */
  String value();

  /** The value that takes its place. */
  String replacement();

  /** The layers that are gone with it, if nothing else needs them; never empty. */
  List<Layer> layers();
}
