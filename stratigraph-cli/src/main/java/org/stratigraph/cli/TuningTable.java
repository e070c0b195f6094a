package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stratigraph.autotune.NetworkFigures;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.cli.TextTable.Align;

/** What a tuning did to a network, for a person. */
final class TuningTable {
  private TuningTable() {}

  /** Prints to the results stream. */
  static void print(List<TuningEvent> events, Terminal terminal) {
    List<TuningEvent.Started> networks = all(events, TuningEvent.Started.class);
    List<TuningEvent.Tested> tested = all(events, TuningEvent.Tested.class);
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
        "network", "blocks", "epochs", "accuracy", "parameters", "multiply-adds", "ms per image");
    for (TuningEvent.Tested test : tested) {
      NetworkFigures figures = test.figures();
      table.row(
          Integer.toString(test.attempt()),
          blocks(networks.get(test.attempt() - 1).blocks()),
          Integer.toString(test.epoch()),
          CriticalityTable.percent(figures.accuracy()) + " %",
          String.format(Locale.ROOT, "%,d", figures.parameters()),
          String.format(Locale.ROOT, "%,d", figures.multiplyAdds()),
          String.format(Locale.ROOT, "%.3f", 1000 * figures.secondsPerImage()));
    }
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
    terminal
        .out()
        .println(
            networks.size() == 1
                ? "No block is in conflict; none was removed."
                : "Blocks: "
                    + networks.stream()
                        .map(network -> blocks(network.blocks()))
                        .collect(Collectors.joining(" -> "))
                    + ".");
    if (tested.size() > 1 && tested.get(0).epoch() < tested.get(tested.size() - 1).epoch()) {
      terminal
          .out()
          .println(
              "The first network was tested when it was given up, after "
                  + tested.get(0).epoch()
                  + " epochs.");
    }
    terminal.out().flush();
  }

  private static <T extends TuningEvent> List<T> all(List<TuningEvent> events, Class<T> kind) {
    List<T> found = new ArrayList<>();
    events.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
    return found;
  }

  /** Numbers of blocks as the option has them. */
  static String blocks(List<Integer> blocks) {
    return blocks.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
