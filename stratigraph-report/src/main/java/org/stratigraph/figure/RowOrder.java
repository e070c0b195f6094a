package org.stratigraph.figure;

import java.util.Locale;
import org.stratigraph.UnusableInputException;

/** The order of the networks of a heat map, within their categories but for {@link #CLUSTER}. */
public enum RowOrder {
  /** As they were given. */
  GIVEN,
  /** By their means, the largest first. */
  MEAN,
  /** By accuracy, the most accurate first; unknown ones last. */
  ACCURACY,
  /** Alike ones beside each other, whatever their category; see {@link Clustering}. */
  CLUSTER;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The order of a name.
   *
   * @throws UnusableInputException if there is none
   */
  public static RowOrder of(String label) {
    for (RowOrder order : values()) {
      if (order.label().equals(label.strip().toLowerCase(Locale.ROOT))) {
        return order;
      }
    }
    throw new UnusableInputException(
        "--sort %s is not known. There are given, mean, accuracy and cluster.".formatted(label));
  }
}
