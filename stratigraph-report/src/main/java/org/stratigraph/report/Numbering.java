package org.stratigraph.report;

/** Counts the figures and tables of a page. Not thread-safe. */
final class Numbering {
  private int figures;
  private int tables;

  /** The number of the next figure. */
  int figure() {
    figures++;
    return figures;
  }

  /** The number of the next table. */
  int table() {
    tables++;
    return tables;
  }
}
