package org.stratigraph.store;

import java.nio.file.Path;
import org.stratigraph.comparison.Comparison;

/**
 * A comparison as Parquet, with the columns of {@link ComparisonCsv} typed; null where a figure is
 * not known. Names are kept as they are.
 */
public final class ComparisonParquet {
  private ComparisonParquet() {}

  /**
   * Writes one row a network and layer.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(Comparison comparison, Path path) {
    ParquetFile.write(ComparisonRows.layers(comparison), path);
  }

  /** Writes one row a network, layer and trial; otherwise as {@link #write(Comparison, Path)}. */
  public static void writeTrials(Comparison comparison, Path path) {
    ParquetFile.write(ComparisonRows.trials(comparison), path);
  }
}
