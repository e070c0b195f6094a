package org.stratigraph.report;

import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.weightchange.WeightChangeResult;

/**
 * What was measured of one of several networks.
 *
 * @param name what the reader should call it, such as its training method
 * @param criticality of its layers
 * @param weightChange of its layers while it was trained
 * @param conflicts of its layers while it was trained
 */
public record ComparedNetwork(
    String name,
    CriticalityResult criticality,
    WeightChangeResult weightChange,
    ConflictResult conflicts) {}
