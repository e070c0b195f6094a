package org.stratigraph.store;

import java.nio.file.Path;
import org.stratigraph.comparison.Comparison;

/**
 * A comparison as CSV in long format: RFC 4180, UTF-8, an empty field where a figure is not known,
 * fractions, the same bytes in every locale. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front.
 */
public final class ComparisonCsv {
  private ComparisonCsv() {}

  /**
   * Writes one line a network and layer, with what the network and the layer are.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(Comparison comparison, Path path) {
    CsvFile.write(ComparisonRows.layers(comparison), path);
  }

  /** Writes one line a network, layer and trial; otherwise as {@link #write(Comparison, Path)}. */
  public static void writeTrials(Comparison comparison, Path path) {
    CsvFile.write(ComparisonRows.trials(comparison), path);
  }
}
