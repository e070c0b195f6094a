package org.stratigraph.criticality;

/**
 * One completed cell of the sweep: what a reset of one layer did to the images of one chunk.
 *
 * @param layer the layer's name
 * @param trial the number of the draw, from 0
 * @param chunk the number of the chunk of images, from 0
 * @param agreement summed over the images of the chunk
 */
public record Measurement(String layer, int trial, int chunk, Agreement agreement) {}
