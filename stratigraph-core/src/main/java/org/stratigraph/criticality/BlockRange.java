package org.stratigraph.criticality;

/**
 * Consecutive blocks of images.
 *
 * @param first the first
 * @param end the one after the last
 */
record BlockRange(int first, int end) {}
