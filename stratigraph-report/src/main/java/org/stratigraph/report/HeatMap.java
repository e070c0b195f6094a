package org.stratigraph.report;

import java.util.List;

/**
 * A table of fractions as colours: networks, or the trials of one network, by layers. Immutable.
 *
 * <p>Columns keep their order and stand apart where their group changes. More columns than fit on a
 * printed line go on in further bands below, broken between groups where that is possible.
 *
 * @param title what is shown; a heading in a standalone file
 * @param subtitle of which data; shown below the heading in a standalone file
 * @param description the same in a few sentences, for those who cannot see the figure
 * @param legend what the colours mean
 * @param columns from left to right
 * @param rows from top to bottom; each has one value a column
 */
public record HeatMap(
    String title,
    String subtitle,
    String description,
    Legend legend,
    List<Column> columns,
    List<Row> rows) {

  /**
   * What the colours mean.
   *
   * @param quantity what is shown
   * @param low what 0 stands for
   * @param high what 1 stands for
   */
  public record Legend(String quantity, String low, String high) {
    /** Of criticality, as the paper defines it. */
    public static final Legend CRITICALITY =
        new Legend("Criticality", "0 % predictions unchanged", "100 % nothing in common");
  }

  /**
   * @throws IllegalArgumentException if a row has not as many values as there are columns
   */
  public HeatMap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.values().size() != columns.size()) {
        throw new IllegalArgumentException(
            "row "
                + row.label()
                + " has "
                + row.values().size()
                + " values for "
                + columns.size()
                + " columns");
      }
    }
  }

  /**
   * One column.
   *
   * @param name in full, for the tooltip
   * @param label below the column; shortened in the drawing where it is long
   * @param group shown above neighbours of the same group; may be empty
   */
  public record Column(String name, String label, String group) {}

  /**
   * One row.
   *
   * @param label at its left
   * @param values fractions in [0, 1], one a column; NaN where nothing was measured, drawn hatched
   * @param summary at its right, such as mean and spread; may be empty
   * @param emphasised drawn higher than the others, with its values in whole percent
   */
  public record Row(String label, List<Double> values, String summary, boolean emphasised) {
    public Row {
      values = List.copyOf(values);
    }
  }

  /**
   * The bands from top to bottom, each an {@code svg} element for a page, so that paper can break
   * between them; none if there are no columns.
   *
   * @param id starts the ids within the elements; letters and digits, unique in the page
   */
  public List<String> toSvg(String id) {
    return new HeatMapDrawing(this, id).panels();
  }

  /** A complete SVG file with a heading, on white. */
  public String toStandaloneSvg() {
    return new HeatMapDrawing(this, "figure").standalone().toString();
  }
}
