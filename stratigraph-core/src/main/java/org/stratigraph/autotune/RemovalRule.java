package org.stratigraph.autotune;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;

/** Which blocks go when some are in conflict. The paper's text and its code differ. */
public enum RemovalRule implements Labelled {
  /**
   * In the first type that has a conflicting block, that block and all after it of the same type:
   * the paper's text, and its code of WACV 2021.
   */
  FIRST_AND_REST,
  /** In the first type that has conflicting blocks, these: the present code. */
  CONFLICTING_ONLY,
  /** The conflicting blocks of all types: the code of December 2020. */
  ALL_TYPES;

  /**
   * The rule of that {@link #label}.
   *
   * @throws UnusableInputException if there is none; the message lists them
   */
  public static RemovalRule named(String label) {
    return Labelled.named(RemovalRule.class, label, "The rule '%s' is not known. There are %s.");
  }

  /**
   * The numbers of blocks that stay.
   *
   * @param blocks the number of blocks of each type, in the order of the network
   * @param conflicting of each block, in the order of the network
   * @return of each type; the same numbers if no block is conflicting
   */
  public List<Integer> apply(List<Integer> blocks, List<Boolean> conflicting) {
    if (conflicting.size() != blocks.stream().mapToInt(n -> n).sum()) {
      throw new IllegalArgumentException(conflicting.size() + " blocks for " + blocks);
    }
    List<Integer> kept = new ArrayList<>(blocks);
    int from = 0;
    for (int type = 0; type < blocks.size(); type++) {
      List<Boolean> own = conflicting.subList(from, from + blocks.get(type));
      from += blocks.get(type);
      if (own.contains(true)) {
        kept.set(
            type,
            this == FIRST_AND_REST
                ? own.indexOf(true)
                : (int) own.stream().filter(conflict -> !conflict).count());
        if (this != ALL_TYPES) {
          break;
        }
      }
    }
    return List.copyOf(kept);
  }
}
