package org.stratigraph.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.tensor.Shape;

/** Finds the architectures that a set of tensors could belong to. For advice only. */
final class Recognition {
  private Recognition() {}

  /** The name of the only known architecture that has exactly these tensors. */
  static Optional<String> of(Map<String, Shape> shapes) {
    List<String> names =
        Architectures.list().stream()
            .filter(architecture -> architecture.fit(shapes, architecture.input()).isExact())
            .map(Architecture::name)
            .toList();
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }
}
