package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.weightchange.CurveClusters;
import org.stratigraph.weightchange.CurveForm;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/** Weight changes for a person: a row a layer with its course and its last changes. */
final class WeightChangeText {
  private static final int LAST = 3;
  private static final int TREND = 24;
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.:-=+*#";

  private WeightChangeText() {}

  /** Prints the table. */
  static void print(WeightChangeResult result, CurveForm form, Terminal terminal) {
    int steps = result.checkpoints().size() - 1;
    int shown = Math.min(LAST, steps);
    boolean spectral = !Double.isNaN(result.changes().get(0).spectralNorm());
    List<Align> alignment = new ArrayList<>(List.of(Align.LEFT, Align.LEFT));
    List<String> head = new ArrayList<>(List.of("layer", steps > 1 ? "change" : ""));
    for (int step = steps - shown + 1; step <= steps; step++) {
      head.add("to " + result.checkpoints().get(step));
    }
    head.addAll(List.of("rotation", "zeros", "l2 norm"));
    if (spectral) {
      head.add("spectral");
    }
    while (alignment.size() < head.size()) {
      alignment.add(Align.RIGHT);
    }
    TextTable table = new TextTable(alignment.toArray(Align[]::new));
    table.row(head.toArray(String[]::new));
    for (String layer : result.layers()) {
      List<LayerChange> curve = result.curve(layer);
      LayerChange last = curve.get(curve.size() - 1);
      List<String> row = new ArrayList<>();
      row.add(layer);
      row.add(steps > 1 ? trend(curve, form, terminal.unicode()) : "");
      curve.subList(steps - shown, steps).forEach(c -> row.add(percent(form.of(c))));
      row.add(number("%.4f", last.rotation()));
      row.add(Long.toString(last.zeroWeights()));
      row.add(number("%.4g", last.l2Norm()));
      if (spectral) {
        row.add(number("%.4g", last.spectralNorm()));
      }
      table.row(row.toArray(String[]::new));
    }
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
    terminal
        .out()
        .println(
            OneLine.of(
                (form == CurveForm.L1_RATIO
                        ? "Change: sum of |after - before| in percent of sum of |before|."
                        : "Change: mean of |after - before| / |before| in percent, without weights"
                            + " that were zero.")
                    + " Rotation: 1 - cosine to "
                    + result.checkpoints().get(0)
                    + ". Zeros: weights that were zero before the last step."));
    terminal.out().flush();
  }

  /** Prints the groups. */
  static void print(CurveClusters clusters, Terminal terminal) {
    terminal.out().println();
    terminal
        .out()
        .println(
            clusters.k()
                + " groups by the curves of "
                + clusters.form().label()
                + ", from the one that changes least; without the first and the last layer:");
    for (int group = 1; group <= clusters.k(); group++) {
      int number = group;
      List<String> members =
          clusters.members().stream()
              .filter(member -> member.cluster() == number)
              .map(CurveClusters.Member::layer)
              .toList();
      terminal.out().println(OneLine.of("  " + group + ": " + String.join(", ", members)));
    }
    terminal.out().flush();
  }

  /** The curve as a row of bars, each the mean of as many steps as have to share it. */
  static String trend(List<LayerChange> curve, CurveForm form, boolean unicode) {
    String bars = unicode ? BLOCKS : ASCII;
    int width = Math.min(TREND, curve.size());
    double[] heights = new double[width];
    double highest = 0;
    for (int i = 0; i < width; i++) {
      int from = i * curve.size() / width;
      int to = (i + 1) * curve.size() / width;
      heights[i] =
          curve.subList(from, to).stream()
              .mapToDouble(form::of)
              .filter(Double::isFinite)
              .average()
              .orElse(Double.NaN);
      highest = Math.max(highest, Double.isNaN(heights[i]) ? 0 : heights[i]);
    }
    StringBuilder trend = new StringBuilder();
    for (double height : heights) {
      int bar = highest > 0 ? (int) Math.ceil(height / highest * bars.length()) - 1 : 0;
      trend.append(
          Double.isNaN(height) ? '?' : bars.charAt(Math.min(bars.length() - 1, Math.max(0, bar))));
    }
    return trend.toString();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
