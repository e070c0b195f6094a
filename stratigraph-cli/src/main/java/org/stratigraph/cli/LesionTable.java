package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.lesion.LesionGroup;
import org.stratigraph.lesion.LesionResult;

/** The result of a lesion study for a person. */
final class LesionTable {
  private LesionTable() {}

  /** Prints to the results stream: each block alone, then the curves, then what must be known. */
  static void print(LesionResult result, Terminal terminal) {
    String score = result.scoresAccuracy() ? "top-1" : "agreement";
    blocks(result, score).lines().forEach(terminal.out()::println);
    terminal.out().println();
    curves(result, score).lines().forEach(terminal.out()::println);
    terminal.out().println();
    terminal
        .out()
        .println(
            result.scoresAccuracy()
                ? "Untouched network on %d images: top-1 %s %%."
                    .formatted(
                        result.data().images(), CriticalityTable.percent(result.original().top1()))
                : "%d images without labels: the score is agreement with the untouched network."
                    .formatted(result.data().images()));
    for (LesionResult.Skipped skipped : result.skipped()) {
      terminal
          .out()
          .println(
              OneLine.of(
                  "Not measured: "
                      + String.join(", ", skipped.blocks())
                      + ": "
                      + skipped.reason()));
    }
    result.notes().forEach(note -> terminal.out().println(OneLine.of("Note: " + note)));
    terminal.out().flush();
  }

  private static TextTable blocks(LesionResult result, String score) {
    TextTable table =
        new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.RIGHT, Align.RIGHT);
    table.row("block", "shortcut", "parameters", "conflicting", score + " without it", "drop");
    double whole = result.score(result.original());
    for (LesionResult.BlockResult block : result.blocks()) {
      double without = result.score(block.score());
      table.row(
          block.block(),
          block.identityShortcut() ? "identity" : "other",
          String.format(Locale.ROOT, "%,d", block.parameters()),
          block.conflicting().map(c -> c ? "yes" : "no").orElse("-"),
          CriticalityTable.percent(without) + " %",
          CriticalityTable.percent(whole - without));
    }
    return table;
  }

  /** A row a number of removed blocks, two columns a group. */
  private static TextTable curves(LesionResult result, String score) {
    List<LesionGroup> groups =
        result.curves().stream().map(LesionResult.CurvePoint::group).distinct().toList();
    Align[] alignment = new Align[1 + groups.size()];
    java.util.Arrays.fill(alignment, Align.RIGHT);
    TextTable table = new TextTable(alignment);
    List<String> head = new ArrayList<>(List.of("removed"));
    groups.forEach(group -> head.add(score + ", " + group.label() + " (sd)"));
    table.row(head.toArray(String[]::new));
    TreeMap<Integer, List<LesionResult.CurvePoint>> rows = new TreeMap<>();
    result
        .curves()
        .forEach(point -> rows.computeIfAbsent(point.removed(), k -> new ArrayList<>()).add(point));
    rows.forEach(
        (removed, points) -> {
          List<String> row = new ArrayList<>(List.of(Integer.toString(removed)));
          for (LesionGroup group : groups) {
            row.add(
                points.stream()
                    .filter(point -> point.group() == group)
                    .findFirst()
                    .map(
                        point ->
                            "%s %% (%s)"
                                .formatted(
                                    CriticalityTable.percent(point.mean()),
                                    CriticalityTable.percent(point.sd())))
                    .orElse(""));
          }
          table.row(row.toArray(String[]::new));
        });
    return table;
  }
}
