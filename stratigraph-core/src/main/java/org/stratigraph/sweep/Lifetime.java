package org.stratigraph.sweep;

/**
 * When a stored value is needed. Time is counted in targets; -1 is the untouched network.
 *
 * @param value its name
 * @param made when it is computed
 * @param last when it is used last
 * @param bytes its size for a full batch
 */
record Lifetime(String value, int made, int last, long bytes) {
  boolean overlaps(Lifetime other) {
    return made <= other.last && other.made <= last;
  }
}
