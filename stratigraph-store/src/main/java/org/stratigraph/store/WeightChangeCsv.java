package org.stratigraph.store;

import java.nio.file.Path;
import org.stratigraph.weightchange.WeightChangeResult;

/** Weight changes as CSV, in the form of {@link CsvFile}. */
public final class WeightChangeCsv {
  private WeightChangeCsv() {}

  /**
   * Writes one line a step and layer, with the columns of {@link WeightChangeJson}'s changes.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(WeightChangeResult result, Path path) {
    CsvFile.write(WeightChangeTable.of(result), path);
  }
}
