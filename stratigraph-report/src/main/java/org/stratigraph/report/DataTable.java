package org.stratigraph.report;

import java.util.List;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/**
 * A table of a report. The script makes it sort and filter; what it sorts numbers by is in {@code
 * data-v}, empty where a number is not known. Headings first, then rows of as many cells.
 */
final class DataTable {
  /**
   * A column.
   *
   * @param heading its name
   * @param meaning what is in it, for a tooltip
   * @param numeric whether it holds numbers; the others are filtered by
   */
  record Column(String heading, String meaning, boolean numeric) {
    static Column text(String heading, String meaning) {
      return new Column(heading, meaning, false);
    }

    static Column number(String heading, String meaning) {
      return new Column(heading, meaning, true);
    }
  }

  private final Markup page;

  /**
   * Begins a table.
   *
   * @param number of the table in the page
   * @param caption whole sentences
   * @param rows what its rows are, such as {@code layers}; a letters-only word of our own
   */
  DataTable(Markup page, int number, String caption, String rows, List<Column> columns) {
    this.page = page;
    page.verbatim("\n").open("div", "class", "scroll", "tabindex", "0", "role", "region");
    page.verbatim("\n").open("table", "class", "layers", "data-sortable", rows);
    page.open("caption").element("b", "Table " + number + ".").text(" " + caption).close();
    page.verbatim("\n").open("thead").open("tr");
    for (Column column : columns) {
      page.element(
          "th",
          column.heading(),
          "scope",
          "col",
          "title",
          column.meaning(),
          "class",
          column.numeric() ? "n" : "t");
    }
    page.close().close().verbatim("\n").open("tbody");
  }

  /** Begins a row. */
  DataTable row(String... attributes) {
    page.verbatim("\n").open("tr", attributes);
    return this;
  }

  /** Ends the row. */
  void endRow() {
    page.close();
  }

  /** The row's name, which a link may hold. */
  DataTable name(String name, String href) {
    page.open("th", "scope", "row", "class", "t");
    if (href.isEmpty()) {
      page.element("bdi", name);
    } else {
      page.open("a", "href", href).element("bdi", name).close();
    }
    page.close();
    return this;
  }

  /** A cell of text. */
  DataTable text(String text) {
    page.open("td", "class", "t").element("bdi", text).close();
    return this;
  }

  /** A number that is shown as another text than it is sorted by. */
  DataTable number(double value, String shown) {
    page.element("td", shown, "class", "n", "data-v", sortKey(value));
    return this;
  }

  /** A fraction in percent with two decimals, as published tables have it. */
  DataTable percent(double fraction) {
    return number(fraction, NumberText.decimal(100 * fraction, 2));
  }

  /** The same beside its colour. */
  DataTable coloured(double fraction) {
    return coloured(fraction, NumberText.decimal(100 * fraction, 2));
  }

  /** A fraction beside its colour. */
  DataTable coloured(double fraction, String shown) {
    page.open("td", "class", "n c", "data-v", sortKey(fraction));
    if (Double.isFinite(fraction)) {
      page.open("svg", "class", "swatch", "width", "9", "height", "9", "aria-hidden", "true");
      String fill = ColourScale.SEQUENTIAL.at(fraction).hex();
      page.empty("rect", "width", "9", "height", "9", "fill", fill).close();
    }
    page.text(shown).close();
    return this;
  }

  /** A count. */
  DataTable count(long count) {
    return number((double) count, NumberText.count(count));
  }

  /** Ends the table. */
  void end() {
    page.close().close().close();
  }

  private static String sortKey(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
