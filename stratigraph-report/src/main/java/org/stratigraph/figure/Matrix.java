package org.stratigraph.figure;

import java.util.List;
import java.util.function.DoubleFunction;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.Scene;

/**
 * A table of numbers to be shown as colours: networks, or epochs, by layers. Immutable.
 *
 * @param title what is shown
 * @param description the same in a few sentences
 * @param subtitle below the colour key; may be empty
 * @param key what the colours mean
 * @param columns from left to right; neighbours of one group stand together
 * @param rows from top to bottom, likewise; each has one cell a column
 * @param groups all groups of rows that there are in the figures of these data, in the order that
 *     gives them their colours; those of the rows if empty
 * @param side heading of the rows' side figures; empty if they have none
 * @param summary heading of the rows' summaries; empty if they have none
 */
public record Matrix(
    String title,
    String description,
    String subtitle,
    Key key,
    List<Column> columns,
    List<Row> rows,
    List<String> groups,
    String side,
    String summary) {
  /**
   * @throws IllegalArgumentException if a row has not as many cells as there are columns
   */
  public Matrix {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    groups = List.copyOf(groups);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            row.cells().size() + " cells for " + columns.size() + " columns: " + row.name());
      }
    }
  }

  /**
   * What colours mean.
   *
   * @param quantity what is shown, with its unit
   * @param scale the colours
   * @param low the number of the scale's beginning
   * @param high of its end; above {@code low}
   * @param ticks numbers named beside the scale
   * @param tick how a number is written beside the scale
   * @param text how the number of a cell is written in full, with its unit
   */
  public record Key(
      String quantity,
      ColourScale scale,
      double low,
      double high,
      List<Double> ticks,
      DoubleFunction<String> tick,
      DoubleFunction<String> text) {
    public Key {
      ticks = List.copyOf(ticks);
    }

    /** The colour of a finite number; numbers beyond an end have its colour. */
    Colour colour(double value) {
      return scale.at((value - low) / (high - low));
    }
  }

  /**
   * One column.
   *
   * @param name of the layer, in full
   * @param label printed below
   * @param group printed above neighbours of the same group; may be empty
   * @param summary printed below the label; may be empty
   */
  public record Column(String name, String label, String group, String summary) {}

  /**
   * One row.
   *
   * @param name of the network or epoch, in full; what the data attribute {@code network} says
   * @param label printed at the left
   * @param side a figure between label and cells; may be empty
   * @param group has a coloured band at the far left; may be empty
   * @param cells one a column
   * @param summary printed at the right; may be empty
   */
  public record Row(
      String name, String label, String side, String group, List<Cell> cells, String summary) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One cell.
   *
   * @param value NaN where there is none; drawn hatched
   * @param layer whose it is; the column's name but where layers were aligned
   * @param marked whether it has a dot
   */
  public record Cell(double value, String layer, boolean marked) {}

  /** The matrix drawn. A matrix without rows or columns gives a sheet that says so. */
  public Scene scene(Size size) {
    return new MatrixDrawing(this, size).scene();
  }
}
