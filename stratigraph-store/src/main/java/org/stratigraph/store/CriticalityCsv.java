package org.stratigraph.store;

import java.nio.file.Path;
import org.stratigraph.criticality.CriticalityResult;

/** A result as CSV, in the form of {@link CsvFile}. */
public final class CriticalityCsv {
  private CriticalityCsv() {}

  /**
   * Writes one line a layer, with the columns of the JSON's layers, {@code interval_low} and {@code
   * interval_high}, and in front of them those that name the network, the images and the reset.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(CriticalityResult result, Path path) {
    CsvFile.write(Table.layers(result), path);
  }

  /** Writes one line a layer and trial; otherwise as {@link #write(CriticalityResult, Path)}. */
  public static void writeTrials(CriticalityResult result, Path path) {
    CsvFile.write(Table.trials(result), path);
  }
}
