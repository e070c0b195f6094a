package org.stratigraph.store;

import java.nio.file.Path;
import org.stratigraph.criticality.CriticalityResult;

/**
 * A result as a Parquet table, with the columns of {@link CriticalityCsv} typed: text, 32 and 64
 * bit integers, doubles; null where a figure is not known. Names are kept as they are.
 */
public final class CriticalityParquet {
  private CriticalityParquet() {}

  /**
   * Writes one row a layer.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(CriticalityResult result, Path path) {
    ParquetFile.write(Table.layers(result), path);
  }
}
