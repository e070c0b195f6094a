package org.stratigraph.criticality;

/**
 * One draw of a reset of one layer on some images.
 *
 * @param layer the layer's name
 * @param trial the number of the draw, from 0
 * @param blocks consecutive blocks of images, at least one
 */
public record Cell(String layer, int trial, BlockRange blocks) {}
