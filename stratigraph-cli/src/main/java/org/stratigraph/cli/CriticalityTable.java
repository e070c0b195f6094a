package org.stratigraph.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.Stop;

/** The result of a run for a person: one row a layer, then what a reader must know. */
final class CriticalityTable {
  private static final int BAR = 24;
  private static final List<Stop> UNREACHED = List.of(Stop.TRIALS, Stop.IMAGES, Stop.BUDGET);

  private CriticalityTable() {}

  /** Prints to the results stream. */
  static void print(CriticalityResult result, Terminal terminal) {
    boolean labelled = result.data().labelled();
    IntervalBar bar = new IntervalBar(BAR, terminal.unicode());
    TextTable table =
        new TextTable(
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT);
    table.row(
        "layer",
        "kind",
        "criticality",
        "",
        "95 % interval",
        "trial sd",
        "trials x images",
        "top-1 after reset");
    for (LayerResult layer : result.layers()) {
      table.row(
          layer.layer(),
          layer.kind(),
          percent(layer.criticality()) + " %",
          bar.draw(layer.criticality(), layer.intervalLow(), layer.intervalHigh()),
          interval(layer),
          percent(layer.trialSd()),
          layer.trials() + " x " + layer.images(),
          labelled ? percent(layer.top1()) + " %" : "-");
    }
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
    summary(result, terminal);
    terminal.out().flush();
  }

  private static void summary(CriticalityResult result, Terminal terminal) {
    double mean =
        result.layers().stream().mapToDouble(LayerResult::criticality).average().orElse(Double.NaN);
    terminal
        .out()
        .println(
            "Mean criticality of "
                + result.layers().size()
                + " layers: "
                + percent(mean)
                + " %; a reset that makes every output uniform would have "
                + percent(result.original().uniformCeiling())
                + " %.");
    terminal.out().println(untouched(result));
    unreached(result).ifPresent(terminal.out()::println);
    for (CriticalityResult.SkippedLayer skipped : result.skipped()) {
      terminal
          .out()
          .println(OneLine.of("Not measured: " + skipped.layer() + ": " + skipped.reason()));
    }
    int unread = result.skippedImages().size();
    if (unread > 0) {
      int all = result.data().images() + unread;
      terminal.out().println("Left out, because unreadable: " + unread + " of " + all + " images:");
      result.skippedImages().forEach(image -> terminal.out().println("  " + OneLine.of(image)));
    }
    result.notes().forEach(note -> terminal.out().println(OneLine.of("Note: " + note)));
  }

  private static String untouched(CriticalityResult result) {
    CriticalityResult.Original original = result.original();
    String images = result.data().images() + " images";
    return result.data().labelled()
        ? String.format(
            Locale.ROOT,
            "Untouched network on %s: top-1 %s %%, top-5 %s %%, loss %.3f.",
            images,
            percent(original.top1()),
            percent(original.top5()),
            original.loss())
        : "Untouched network on " + images + " without labels, so its accuracy is unknown.";
  }

  /** Which layers have a larger error than was aimed at. */
  private static Optional<String> unreached(CriticalityResult result) {
    List<LayerResult> layers =
        result.layers().stream()
            .filter(
                layer -> UNREACHED.stream().anyMatch(stop -> stop.label().equals(layer.stopped())))
            .toList();
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    double largest =
        layers.stream().mapToDouble(LayerResult::standardError).max().orElse(Double.NaN);
    return Optional.of(
        "The target error of "
            + percent(result.protocol().targetError())
            + " points was not reached for "
            + layers.size()
            + " of "
            + result.layers().size()
            + " layers (up to "
            + percent(largest)
            + "), stopped by "
            + String.join(
                " and ", layers.stream().map(layer -> "the " + layer.stopped()).distinct().toList())
            + "; give more with --trials, --images or --budget.");
  }

  private static String interval(LayerResult layer) {
    return Double.isNaN(layer.intervalLow())
        ? "-"
        : percent(layer.intervalLow()) + " to " + percent(layer.intervalHigh());
  }

  /** A share in percent with one decimal, or a dash where it is not known. */
  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
