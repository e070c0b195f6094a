package org.stratigraph.criticality;

/**
 * One draw of a reset of one layer.
 *
 * @param layer the layer's name
 * @param trial the number of the draw, from 0
 */
public record Cell(String layer, int trial) {}
