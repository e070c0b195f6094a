package org.stratigraph.lesion;

import java.util.List;
import org.stratigraph.graph.Removable;

/**
 * A network without some of its parts.
 *
 * @param name unique among the variants that are measured together
 * @param removed the parts that are taken out; never empty
 */
public record Variant(String name, List<? extends Removable> removed) {
  public Variant {
    removed = List.copyOf(removed);
    if (removed.isEmpty()) {
      throw new IllegalArgumentException("a variant without removed parts: " + name);
    }
  }
}
