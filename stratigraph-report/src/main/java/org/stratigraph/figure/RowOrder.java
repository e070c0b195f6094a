package org.stratigraph.figure;

import java.util.Locale;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;

/** The order of the networks of a heat map, within their categories but for {@link #CLUSTER}. */
public enum RowOrder implements Labelled {
  /** As they were given. */
  GIVEN,
  /** By their means, the largest first. */
  MEAN,
  /** By accuracy, the most accurate first; unknown ones last. */
  ACCURACY,
  /** Alike ones beside each other, whatever their category; see {@link Clustering}. */
  CLUSTER;

  /**
   * The order of a name.
   *
   * @throws UnusableInputException if there is none
   */
  public static RowOrder of(String label) {
    return Labelled.find(RowOrder.class, label.strip().toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "--sort %s is not known. There are given, mean, accuracy and cluster."
                        .formatted(label)));
  }
}
