package org.stratigraph.prune;

import java.util.Comparator;
import org.stratigraph.graph.Removable;

/**
 * A part that may go, with what its removal was last seen to cost.
 *
 * @param part what
 * @param alone the drop when it alone is taken out of the untouched network
 * @param criticality 1 - mean cosine when it alone is
 * @param conflicting whether it makes conflicting bundles
 * @param drop what its removal added to the drop when last measured
 * @param distance what its removal added to 1 - mean cosine when last measured
 */
record Candidate(
    Removable part,
    double alone,
    double criticality,
    boolean conflicting,
    double drop,
    double distance) {

  Candidate again(double newDrop, double newDistance) {
    return new Candidate(part, alone, criticality, conflicting, newDrop, newDistance);
  }

  /** Cheapest first; of equals, the one whose name comes first. */
  static Comparator<Candidate> order(Criterion criterion) {
    Comparator<Candidate> byDrop =
        Comparator.comparingDouble(Candidate::drop).thenComparingDouble(Candidate::distance);
    Comparator<Candidate> first =
        switch (criterion) {
          case ACCURACY -> byDrop;
          case CRITICALITY -> Comparator.comparingDouble(Candidate::distance);
          case CONFLICTS ->
              Comparator.comparing((Candidate c) -> !c.conflicting()).thenComparing(byDrop);
        };
    return first.thenComparing(candidate -> candidate.part().label());
  }
}
