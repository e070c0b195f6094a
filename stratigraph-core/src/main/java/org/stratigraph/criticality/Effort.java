package org.stratigraph.criticality;

/**
 * What a layer is measured with: each of the first trials on every image of the first blocks.
 *
 * @param trials number of trials, at least 1
 * @param blocks number of blocks, at least 1
 */
record Effort(int trials, int blocks) {
  /** Whether a cell belongs to it. */
  boolean holds(Measurement measurement) {
    return measurement.trial() < trials && measurement.chunk() < blocks;
  }
}
