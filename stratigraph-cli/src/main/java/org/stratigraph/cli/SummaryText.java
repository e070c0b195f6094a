package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.CategoryRow;
import org.stratigraph.comparison.ComparisonSummary.Correlation;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.comparison.GroupMeans;
import org.stratigraph.comparison.Selection;

/** The numbers of a comparison for a person, in percent. */
final class SummaryText {
  private final ComparisonSummary summary;
  private final Terminal terminal;

  private SummaryText(ComparisonSummary summary, Terminal terminal) {
    this.summary = summary;
    this.terminal = terminal;
  }

  /** Prints to the results stream. */
  static void print(ComparisonSummary summary, List<Selection.LeftOut> leftOut, Terminal terminal) {
    SummaryText text = new SummaryText(summary, terminal);
    text.networks();
    text.layers();
    text.categories();
    text.groups("Mean criticality by stage, %", summary.stages());
    text.groups("Mean criticality by operator, %", summary.operators());
    text.correlations();
    text.whole(leftOut);
    terminal.out().flush();
  }

  private void networks() {
    TextTable table =
        new TextTable(
            Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row(
        "network", "name", "category", "top-1 %", "criticality %", "sd over layers", "trial sd");
    for (NetworkRow row : summary.networks()) {
      table.row(
          row.network().id(),
          row.network().name(),
          row.network().category().orElse("-"),
          percent(row.network().accuracy().orElse(Double.NaN)),
          percent(row.criticality()),
          percent(row.sdOverLayers()),
          percent(row.trialSd()));
    }
    print(table);
  }

  private void layers() {
    TextTable table =
        new TextTable(
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT);
    table.row("layer", "", "networks", "criticality %", "sd over networks", "min", "max");
    for (LayerRow row : summary.layers()) {
      String label = row.role().label();
      table.row(
          row.role().layer(),
          label.equals(row.role().layer()) ? "" : label,
          Integer.toString(row.networks()),
          percent(row.criticality()),
          percent(row.sdOverModels()),
          percent(row.min()),
          percent(row.max()));
    }
    print(table);
  }

  private void categories() {
    if (summary.categories().isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(
            Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.RIGHT, Align.LEFT);
    table.row("category", "networks", "criticality %", "min", "", "max", "");
    for (CategoryRow row : summary.categories()) {
      table.row(
          row.category(),
          Integer.toString(row.networks()),
          percent(row.mean()),
          percent(row.lowest().map(NetworkRow::criticality).orElse(Double.NaN)),
          row.lowest().map(lowest -> lowest.network().id()).orElse(""),
          percent(row.highest().map(NetworkRow::criticality).orElse(Double.NaN)),
          row.highest().map(highest -> highest.network().id()).orElse(""));
    }
    print(table);
  }

  /** Networks may have hundreds of stages or none; a table of more than a screen says nothing. */
  private void groups(String title, GroupMeans means) {
    int most = 12;
    if (means.groups().isEmpty() || means.groups().size() > most) {
      return;
    }
    List<Align> alignment = new ArrayList<>(List.of(Align.LEFT, Align.RIGHT));
    alignment.addAll(Collections.nCopies(means.groups().size(), Align.RIGHT));
    TextTable table = new TextTable(alignment.toArray(Align[]::new));
    List<String> heading = new ArrayList<>(List.of(title, "networks"));
    heading.addAll(means.groups());
    table.row(heading.toArray(String[]::new));
    for (GroupMeans.Row row : means.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.category().orElse("all"));
      cells.add(Integer.toString(row.networks()));
      row.means().forEach(mean -> cells.add(percent(mean)));
      table.row(cells.toArray(String[]::new));
    }
    print(table);
  }

  private void correlations() {
    TextTable table =
        new TextTable(
            Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
    table.row("criticality with accuracy", "networks", "Spearman", "", "Kendall tau-b", "", "");
    for (Correlation row : summary.correlations()) {
      table.row(
          row.excluding().map(category -> "without " + category).orElse("all"),
          Integer.toString(row.correlation().count()),
          coefficient(row.correlation().spearman()),
          pValue(row.correlation().spearmanP()),
          coefficient(row.correlation().kendall()),
          pValue(row.correlation().kendallP()),
          row.reason().orElse(""));
    }
    print(table);
  }

  private void whole(List<Selection.LeftOut> leftOut) {
    line(
        "Mean of all cells: %s %%. Standard deviation over trials: mean %s, median %s, largest %s points."
            .formatted(
                precise(summary.grandMean()),
                precise(summary.trialSd().mean()),
                precise(summary.trialSd().median()),
                percent(summary.trialSd().max())));
    for (Selection.LeftOut one : leftOut) {
      Optional<String> category = one.network().category();
      line(
          "Left out: %s%s: %s."
              .formatted(
                  one.network().id(),
                  category.map(name -> " (" + name + ")").orElse(""),
                  one.reason()));
    }
    summary.notes().forEach(note -> line("Note: " + note));
  }

  private void print(TextTable table) {
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
  }

  private void line(String text) {
    terminal.out().println(OneLine.of(text));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  private static String precise(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.3f", 100 * share);
  }

  private static String coefficient(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String pValue(double p) {
    if (Double.isNaN(p)) {
      return "";
    }
    return String.format(Locale.ROOT, p < 0.001 ? "p = %.1e" : "p = %.3f", p);
  }
}
