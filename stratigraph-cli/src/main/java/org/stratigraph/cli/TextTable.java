package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their widest cell. Not thread-safe. */
final class TextTable {
  /** Where a column's text stands. */
  enum Align {
    LEFT,
    RIGHT
  }

  private static final int WIDEST = 56;

  private final List<Align> alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with as many columns as alignments. */
  TextTable(Align... alignment) {
    this.alignment = List.of(alignment);
  }

  /** Adds a row; cells too wide keep their beginning and end. */
  void row(String... cells) {
    if (cells.length != alignment.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + alignment.size() + " columns");
    }
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(shorten(OneLine.of(cell)));
    }
    rows.add(row);
  }

  private static String shorten(String cell) {
    int half = WIDEST / 2;
    return cell.length() <= WIDEST
        ? cell
        : cell.substring(0, half - 2) + "..." + cell.substring(cell.length() - half + 1);
  }

  /** The lines, without spaces at their ends. */
  List<String> lines() {
    int[] widths = new int[alignment.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        String gap = i == 0 ? "" : "  ";
        boolean left = alignment.get(i) == Align.LEFT;
        line.append(gap).append(left ? row.get(i) + space : space + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
