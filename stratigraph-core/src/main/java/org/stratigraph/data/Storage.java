package org.stratigraph.data;

import java.util.List;

/** Where the images of a data set lie. */
interface Storage {
  /** The longest file of one image that is read. */
  int LONGEST_FILE = 1 << 29;

  /**
   * Opens images.
   *
   * @param ids ids of the data set, without duplicates
   * @throws org.stratigraph.UnusableInputException if the data set cannot be read any more
   */
  StoredImages open(List<String> ids);
}
