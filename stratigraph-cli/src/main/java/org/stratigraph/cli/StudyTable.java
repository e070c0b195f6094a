package org.stratigraph.cli;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.statistics.Spread;
import org.stratigraph.store.StudyEntry;
import org.stratigraph.store.StudyEntry.Status;
import org.stratigraph.study.Study;
import org.stratigraph.study.StudyNetwork;

/** All networks of a study for a person: one row each, then those that failed, and why. */
final class StudyTable {
  private StudyTable() {}

  static void print(
      Study study,
      Map<String, StudyEntry> entries,
      Map<String, MeasuredNetwork> measured,
      Terminal terminal) {
    TextTable table =
        new TextTable(
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT);
    table.row(
        "network", "category", "accuracy", "layers", "criticality", "sd of layers", "sd of trials");
    for (StudyNetwork network : study.networks()) {
      MeasuredNetwork row = measured.get(network.id());
      if (row != null) {
        Spread criticality = spread(row, MeasuredLayer::criticality);
        table.row(
            row.name(),
            row.category().orElse("-"),
            row.accuracy().isPresent() ? percent(row.accuracy().getAsDouble()) : "-",
            Integer.toString(row.layers().size()),
            percent(criticality.mean()),
            percent(criticality.sd()),
            percent(spread(row, MeasuredLayer::trialSd).mean()));
      }
    }
    if (!measured.isEmpty()) {
      table.lines().forEach(terminal.out()::println);
      terminal.out().println();
    }
    long failed =
        entries.values().stream().filter(entry -> entry.status() == Status.FAILED).count();
    terminal
        .out()
        .println("Measured " + measured.size() + " of " + study.networks().size() + " networks.");
    if (failed > 0) {
      terminal.out().println("Not measured:");
      entries.values().stream()
          .filter(entry -> entry.status() == Status.FAILED)
          .forEach(
              entry ->
                  terminal.out().println(OneLine.of("  " + entry.id() + ": " + entry.reason())));
    }
    terminal.out().flush();
  }

  /** One network in a line. */
  static String line(MeasuredNetwork network) {
    return "Measured "
        + network.id()
        + ": mean criticality "
        + percent(spread(network, MeasuredLayer::criticality).mean())
        + " of "
        + network.layers().size()
        + " layers.";
  }

  private static Spread spread(MeasuredNetwork network, Function<MeasuredLayer, Double> figure) {
    return Spread.of(network.layers().stream().map(figure).toList());
  }

  private static String percent(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
