package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.prune.PruneReport;
import org.stratigraph.prune.PruneResult;
import org.stratigraph.prune.Scores;

/** What was pruned, for a person. */
final class PruneText {
  private PruneText() {}

  /** A share of the images in points, with two decimals. */
  static String points(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * share + 0.0);
  }

  /** Prints to the results stream: what was removed in order, what is saved, what stays. */
  static void print(PruneReport report, Terminal terminal) {
    PruneResult result = report.result();
    TextTable steps = new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    steps.row("removed", "drop alone", "drop so far, verified", "on all images");
    for (PruneResult.Step step : result.steps()) {
      steps.row(
          step.part().label(),
          points(step.alone()),
          points(step.after().verification().dropFrom(result.before().verification())),
          points(step.after().all().dropFrom(result.before().all())));
    }
    List<String> lines = new ArrayList<>(steps.lines());
    lines.add("");
    lines.addAll(saved(report).lines());
    lines.add("");
    lines.addAll(kept(result));
    report.notes().forEach(note -> lines.add(OneLine.of("Note: " + note)));
    lines.forEach(terminal.out()::println);
    terminal.out().flush();
  }

  private static TextTable saved(PruneReport report) {
    PruneReport.Size before = report.before();
    PruneReport.Size after = report.after();
    Scores old = report.result().before();
    Scores now = report.result().after();
    TextTable table = new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("", "before", "after", "change");
    String score = report.result().labelled() ? "accuracy" : "agreement";
    shares(table, score + ", verification", old.verification().share(), now.verification().share());
    shares(table, score + ", all images", old.all().share(), now.all().share());
    counts(table, "parameters", before.parameters(), after.parameters());
    counts(table, "multiply-adds", before.multiplyAdds(), after.multiplyAdds());
    counts(table, "ONNX bytes", before.bytes(), after.bytes());
    table.row(
        "time an image",
        milliseconds(before.secondsPerImage()),
        milliseconds(after.secondsPerImage()),
        change(before.secondsPerImage(), after.secondsPerImage()));
    return table;
  }

  private static void shares(TextTable table, String what, double before, double after) {
    table.row(what, points(before) + " %", points(after) + " %", points(after - before));
  }

  private static void counts(TextTable table, String what, long before, long after) {
    table.row(
        what,
        String.format(Locale.ROOT, "%,d", before),
        String.format(Locale.ROOT, "%,d", after),
        change((double) before, (double) after));
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f ms", 1e3 * seconds);
  }

  private static String change(double before, double after) {
    return before > 0 ? String.format(Locale.ROOT, "%.1f %%", 100 * (after / before - 1)) : "-";
  }

  /** The parts that stay, each with its reason. */
  static List<String> kept(PruneResult result) {
    return result.kept().stream()
        .map(kept -> OneLine.of("Stays: " + kept.part().label() + ": " + kept.reason() + "."))
        .toList();
  }
}
