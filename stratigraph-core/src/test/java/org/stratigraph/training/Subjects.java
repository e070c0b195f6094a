package org.stratigraph.training;

import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Untrained;
import org.stratigraph.graph.Graph;

/** Small networks and plans. */
final class Subjects {
  private Subjects() {}

  static Graph untrained(long seed) {
    Architecture architecture = Architectures.named("resnet20-cifar");
    return Untrained.of(architecture.build(10), architecture.initialiser(), seed);
  }
}
