package org.stratigraph.architecture;

/** The body of an architecture: from images to logits. */
@FunctionalInterface
interface Blueprint {
  /**
   * Adds every module to a network.
   *
   * @param net where they go
   * @param images the input, [C, H, W]
   * @param classes the number of logits
   * @return the logits, [classes]
   */
  Feature draw(Modules net, Feature images, int classes);
}
