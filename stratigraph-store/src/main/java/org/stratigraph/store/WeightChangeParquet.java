package org.stratigraph.store;

import java.nio.file.Path;
import org.stratigraph.weightchange.WeightChangeResult;

/** Weight changes as a Parquet table, with the columns of {@link WeightChangeCsv} typed. */
public final class WeightChangeParquet {
  private WeightChangeParquet() {}

  /**
   * Writes one row a step and layer.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(WeightChangeResult result, Path path) {
    ParquetFile.write(WeightChangeTable.of(result), path);
  }
}
