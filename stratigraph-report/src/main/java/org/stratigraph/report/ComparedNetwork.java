package org.stratigraph.report;

import java.util.List;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.weightchange.WeightChangeResult;

/**
 * What was measured of one of several networks.
 *
 * @param name what the reader should call it, such as its training method
 * @param criticality of its layers
 * @param weightChange of its layers while it was trained
 * @param conflicts of its layers, by checkpoint; at least one
 */
public record ComparedNetwork(
    String name,
    CriticalityResult criticality,
    WeightChangeResult weightChange,
    List<ConflictResult.Checkpoint> conflicts) {
  public ComparedNetwork {
    conflicts = List.copyOf(conflicts);
  }
}
