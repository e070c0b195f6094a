package org.stratigraph.cli;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.ResultDifferences;
import org.stratigraph.criticality.ResultDifferences.LayerDifference;

/** The differences between a run and its repetition, for a person. */
final class ReproductionTable {
  private ReproductionTable() {}

  /** Prints to the results stream. */
  static void print(
      ResultDifferences differences,
      CriticalityResult then,
      CriticalityResult now,
      Terminal terminal) {
    TextTable table =
        new TextTable(
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.LEFT);
    table.row(
        "layer", "then", "now", "difference", "cosine", "L1", "L2", "top-1", "loss", "the same?");
    for (LayerDifference layer : differences.layers()) {
      Map<String, Double> largest = layer.largest();
      table.row(
          layer.layer(),
          percent(layer.then()),
          percent(layer.now()),
          small(layer.difference()),
          small(largest.getOrDefault("cosine", Double.NaN)),
          small(largest.getOrDefault("l1", Double.NaN)),
          small(largest.getOrDefault("l2", Double.NaN)),
          small(largest.getOrDefault("top1", Double.NaN)),
          small(largest.getOrDefault("loss", Double.NaN)),
          verdict(layer));
    }
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
    terminal.out().println(summary(differences));
    for (String part : new String[] {"stratigraph", "engine", "java", "system", "threads"}) {
      String before = then.provenance().getOrDefault(part, "?");
      String after = now.provenance().getOrDefault(part, "?");
      if (!before.equals(after)) {
        terminal.out().println(OneLine.of("Then " + part + " " + before + ", now " + after + "."));
      }
    }
    terminal.out().flush();
  }

  private static String verdict(LayerDifference layer) {
    if (layer.trialsThen() != layer.trialsNow()) {
      return "no: " + layer.trialsThen() + " trials, now " + layer.trialsNow();
    }
    return layer.sameBits() ? "to the last bit" : layer.within() ? "within tolerance" : "no";
  }

  private static String summary(ResultDifferences differences) {
    int all = differences.layers().size();
    if (differences.sameBits()) {
      return "The same: all " + all + " layers and the untouched network, to the last bit.";
    }
    String most =
        differences.layers().stream()
            .filter(layer -> Double.isFinite(layer.difference()))
            .max(Comparator.comparingDouble(LayerDifference::difference))
            .map(
                layer ->
                    " The largest difference of a criticality is "
                        + small(layer.difference())
                        + " (layer "
                        + layer.layer()
                        + ").")
            .orElse("");
    long outside = differences.layers().stream().filter(layer -> !layer.within()).count();
    String tolerance = small(differences.tolerance());
    return OneLine.of(
        (outside == 0
                ? "The same within " + tolerance + ": all " + all + " layers."
                : "Not the same: "
                    + outside
                    + " of "
                    + all
                    + " layers differ by more than "
                    + tolerance
                    + ".")
            + most);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String small(double difference) {
    return Double.isNaN(difference)
        ? "-"
        : difference == 0 ? "0" : String.format(Locale.ROOT, "%.0e", difference);
  }
}
