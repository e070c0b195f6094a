package org.stratigraph.criticality;

/**
 * Consecutive blocks of images.
 *
 * @param first the first
 * @param end the one after the last
 */
public record BlockRange(int first, int end) {}
