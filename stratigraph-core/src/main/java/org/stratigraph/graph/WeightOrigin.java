package org.stratigraph.graph;

import org.stratigraph.tensor.Tensor;

/**
 * Where a weight is stored.
 *
 * @param initialiser its name
 * @param tensor its elements
 * @param transposed whether it passes an odd number of Transpose nodes on its way
 */
record WeightOrigin(String initialiser, Tensor tensor, boolean transposed) {
  /** Whether all elements are the given value. */
  boolean isFilledWith(double value) {
    int count = (int) Math.min(tensor.elementCount(), Integer.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      if (tensor.get(i) != value) {
        return false;
      }
    }
    return true;
  }
}
