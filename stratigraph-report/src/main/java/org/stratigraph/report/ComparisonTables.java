package org.stratigraph.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.CategoryRow;
import org.stratigraph.comparison.ComparisonSummary.Correlation;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.comparison.GroupMeans;
import org.stratigraph.figure.CategoryColours;
import org.stratigraph.figure.Names;
import org.stratigraph.report.DataTable.Column;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;

/** The tables of a comparison: networks, layers, categories, groups of layers, correlations. */
final class ComparisonTables {
  /** A table of more groups than this is not read by anybody. */
  private static final int MOST_GROUPS = 24;

  private final ComparisonSummary summary;
  private final Numbering numbering;

  ComparisonTables(ComparisonSummary summary, Numbering numbering) {
    this.summary = summary;
    this.numbering = numbering;
  }

  /** One row a network. */
  void networks(Markup page) {
    boolean categories = !summary.categories().isEmpty();
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Network", "What the network is called"));
    columns.add(Column.text("Id", "What it is called on the command line"));
    if (categories) {
      columns.add(Column.text("Category", "Kind of training"));
    }
    columns.add(Column.number("Accuracy", "Top-1 on the network\u2019s own task, in %"));
    columns.add(Column.number("Criticality", "Mean over its layers, in %"));
    columns.add(
        Column.number("sd over layers", "Population standard deviation over layers, in points"));
    columns.add(
        Column.number(
            "Trial sd", "Mean over layers of the standard deviation over trials, in points"));
    columns.add(Column.number("Layers", "How many have a known criticality"));
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            "The networks. In percent, but for counts; a dash where a number is not known.",
            "networks",
            columns);
    int number = 0;
    for (NetworkRow row : summary.networks()) {
      number++;
      table.row("id", "network-" + number);
      table.name(Names.plain(row.network().name()), "");
      table.text(Label.full(row.network().id()));
      if (categories) {
        table.text(category(row.network().category()));
      }
      table.percent(row.network().accuracy().orElse(Double.NaN)).coloured(row.criticality());
      table.percent(row.sdOverLayers()).percent(row.trialSd()).count(row.layers()).endRow();
    }
    table.end();
  }

  private static String category(Optional<String> category) {
    return category.map(name -> Label.full(CategoryColours.printed(name))).orElse("\u2013");
  }

  /** One row a layer. */
  void layers(Markup page) {
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            "The layers over all networks that have them, in percent. A layer\u2019s name leads to"
                + " its trials.",
            "layers",
            List.of(
                Column.number("#", "Place in the network"),
                Column.text("Layer", "Name of the layer"),
                Column.text("Role", "What its name tells of its place"),
                Column.text("Stage", "Part of the network"),
                Column.number("Criticality", "Mean over networks, in %"),
                Column.number(
                    "sd over networks", "Population standard deviation over networks, in points"),
                Column.number("Least", "In the network where it is least critical, in %"),
                Column.number("Most", "In the network where it is most critical, in %"),
                Column.number("Networks", "How many have a known criticality of it")));
    int number = 0;
    for (LayerRow row : summary.layers()) {
      number++;
      String label = row.role().label();
      table.row("id", "layer-" + number).count(number);
      table.name(Label.full(row.role().layer()), "#layer-" + number);
      table.text(label.equals(row.role().layer()) ? "\u2013" : Label.full(label));
      table.text(row.role().stage().isEmpty() ? "\u2013" : Label.of(row.role().stage(), 60));
      table.coloured(row.criticality()).percent(row.sdOverModels());
      table.percent(row.min()).percent(row.max()).count(row.networks()).endRow();
    }
    table.end();
  }

  /** One row a category; nothing if there are none. */
  void categories(Markup page) {
    if (summary.categories().isEmpty()) {
      return;
    }
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            "The categories by the mean criticality of their networks, in percent.",
            "categories",
            List.of(
                Column.text("Category", "Kind of training"),
                Column.number("Networks", "How many have a known criticality"),
                Column.number("Criticality", "Mean over its networks, in %"),
                Column.number("Least", "Mean of its least critical network, in %"),
                Column.text("in", "Its least critical network"),
                Column.number("Most", "Mean of its most critical network, in %"),
                Column.text("in", "Its most critical network")));
    for (CategoryRow row : summary.categories()) {
      table.row().name(category(Optional.of(row.category())), "").count(row.networks());
      table.coloured(row.mean());
      table.percent(row.lowest().map(NetworkRow::criticality).orElse(Double.NaN));
      table.text(row.lowest().map(r -> Names.plain(r.network().name())).orElse("\u2013"));
      table.percent(row.highest().map(NetworkRow::criticality).orElse(Double.NaN));
      table.text(row.highest().map(r -> Names.plain(r.network().name())).orElse("\u2013"));
      table.endRow();
    }
    table.end();
  }

  /** Whether groups can be shown: there are some, and not too many. */
  static boolean isShown(GroupMeans means) {
    return !means.groups().isEmpty() && means.groups().size() <= MOST_GROUPS;
  }

  /** One row a category, one column a group of layers. */
  void groups(Markup page, GroupMeans means, String caption, String rows) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Category", "Kind of training"));
    columns.add(Column.number("Networks", "How many there are"));
    for (String group : means.groups()) {
      String name = Label.of(group, 40);
      columns.add(Column.number(name, "Mean criticality of layers in " + name + ", in %"));
    }
    DataTable table = new DataTable(page, numbering.table(), caption, rows, columns);
    for (GroupMeans.Row row : means.rows()) {
      table.row().name(row.category().isEmpty() ? "all" : category(row.category()), "");
      table.count(row.networks());
      row.means().forEach(table::coloured);
      table.endRow();
    }
    table.end();
  }

  /** Rank correlations with accuracy: of all networks and without each category. */
  void correlations(Markup page) {
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            "Rank correlation of mean criticality with accuracy: of all networks, and without each"
                + " category. p is two-sided, for no association at all.",
            "correlations",
            List.of(
                Column.text("Networks", "Which networks"),
                Column.number("Number", "How many have both an accuracy and a criticality"),
                Column.number("Spearman", "Spearman\u2019s rho"),
                Column.number("p", "From Student\u2019s t"),
                Column.number("Kendall", "Kendall\u2019s tau-b"),
                Column.number("p", "Exact, or by the normal approximation")));
    for (Correlation row : summary.correlations()) {
      var found = row.correlation();
      table
          .row()
          .name(row.excluding().map(c -> "without " + category(Optional.of(c))).orElse("all"), "");
      table.count(found.count());
      table.number(found.spearman(), AccuracyFindings.coefficient(found.spearman()));
      table.number(found.spearmanP(), p(found.spearmanP()));
      table.number(found.kendall(), AccuracyFindings.coefficient(found.kendall()));
      table.number(found.kendallP(), p(found.kendallP()));
      table.endRow();
    }
    table.end();
  }

  private static String p(double value) {
    return Double.isFinite(value)
        ? AccuracyFindings.p(value).replaceFirst("^p (= )?", "")
        : NumberText.UNKNOWN;
  }
}
