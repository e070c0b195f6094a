package org.stratigraph.zoo;

/** How the files of a published network hold it. */
public enum ZooLayout {
  /**
   * One file with the architecture's own names, once containers and common prefixes are taken off
   * as {@link org.stratigraph.checkpoint.CheckpointFile} does.
   */
  PLAIN,
  /**
   * Two files: the trunk, without its last layer or with one that is left out, and the last layer,
   * as {@code linear.weight} and {@code linear.bias}.
   */
  TRUNK_AND_HEAD,
  /** One file with the names of SimCLRv2's networks: {@code net.S.blocks.B.net.N}. */
  SIMCLR
}
