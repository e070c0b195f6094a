package org.stratigraph.pytorch;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.tensor.Tensor;

/** Untrained networks. */
final class Networks {
  private Networks() {}

  /** A known architecture, drawn by its own initialiser. */
  static Graph drawn(String architecture, int classes, long seed) {
    Architecture known = Architectures.named(architecture);
    return drawn(known, known.build(classes), seed);
  }

  static Graph drawn(Architecture architecture, Graph empty, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Tensor> tensors = new HashMap<>();
    for (Layer layer : Layers.of(empty).layers()) {
      for (Layer.Parameter parameter : layer.parameters()) {
        tensors.put(
            parameter.initialiser(), architecture.initialiser().draw(layer, parameter, random));
      }
    }
    return empty.withInitialisers(tensors);
  }
}
