package org.stratigraph.architecture;

/**
 * A value on its way through a network under construction.
 *
 * @param value its name in the graph
 * @param channels its channels, or its length once flattened
 * @param height its rows; 1 once flattened
 * @param width its columns; 1 once flattened
 */
record Feature(String value, int channels, int height, int width) {
  Feature as(String name) {
    return new Feature(name, channels, height, width);
  }
}
