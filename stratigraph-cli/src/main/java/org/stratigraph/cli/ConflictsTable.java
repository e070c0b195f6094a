package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;

/** The conflicts of each layer for a person. */
final class ConflictsTable {
  private ConflictsTable() {}

  /** Prints to the results stream. */
  static void print(ConflictResult result, Terminal terminal) {
    boolean several = result.checkpoints().size() > 1;
    TextTable table =
        new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT);
    table.row("layer", "bundles", "largest", "entropy", several ? "over training" : "", "");
    List<LayerConflicts> layers = result.last().layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerConflicts layer = layers.get(i);
      table.row(
          layer.layer(),
          Integer.toString(layer.bundles()),
          Integer.toString(layer.largest()),
          entropy(layer.entropy()),
          several ? entropy(result.integral().get(i)) : "",
          layer.conflicting() ? "conflicting" : "");
    }
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
    summary(result, several).forEach(line -> terminal.out().println(OneLine.of(line)));
    terminal.out().flush();
  }

  private static List<String> summary(ConflictResult result, boolean several) {
    List<String> lines = new ArrayList<>();
    List<LayerConflicts> layers = result.last().layers();
    List<LayerConflicts> conflicting = layers.stream().filter(LayerConflicts::conflicting).toList();
    String where = several ? result.last().name() + ": " : "";
    lines.add(
        where
            + conflicting.size()
            + " of "
            + layers.size()
            + " layers are conflicting on "
            + layers.get(0).samples()
            + " samples"
            + (conflicting.isEmpty() ? "." : "; the first is " + conflicting.get(0).layer() + "."));
    layers.stream()
        .filter(layer -> layer.undefined() > 0)
        .findFirst()
        .ifPresent(
            layer ->
                lines.add(
                    "Note: "
                        + layer.layer()
                        + " gives NaN for "
                        + layer.undefined()
                        + " samples, which then count as a bundle each."));
    result.notes().forEach(note -> lines.add("Note: " + note));
    return lines;
  }

  private static String entropy(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }
}
