package org.stratigraph.conflict;

import java.util.List;
import java.util.Set;
import org.stratigraph.tensor.Tensor;

/** What the layers of a network give for each of some samples. May be read several times. */
public interface Activations {
  /** The names of the layers, in the order of the network. */
  List<String> layers();

  /** The number of samples, from 1; the same for every layer. */
  int samples();

  /**
   * Shows the activations of some layers, the same values each time. The samples of one layer come
   * in order; layers may come one after the other or side by side.
   *
   * @param wanted indices into {@link #layers}
   */
  void read(Set<Integer> wanted, Visitor visitor);

  /** Is shown activations. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One sample at one layer.
     *
     * @param layer an index into {@link #layers}
     * @param sample from 0
     * @param values all units of the layer, real numbers of any shape; theirs is the memory only
     *     until this returns
     */
    void sample(int layer, int sample, Tensor values);
  }
}
