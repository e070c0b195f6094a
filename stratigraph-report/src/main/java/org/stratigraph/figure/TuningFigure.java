package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Scene;

/** The history of an auto-tuning: accuracy, conflicts and size of one network after the other. */
public final class TuningFigure {
  private TuningFigure() {}

  /** Three panels over the epochs of all networks, which are counted on from each to the next. */
  public static Scene of(List<TuningEvent> events, Size size) {
    Map<Integer, List<Curves.Value>> accuracies = new TreeMap<>();
    Map<Integer, List<Curves.Value>> entropies = new TreeMap<>();
    Map<Integer, List<Curves.Value>> blocks = new TreeMap<>();
    int epochs = 0;
    int current = 0;
    for (TuningEvent event : events) {
      int attempt = event.attempt();
      if (event instanceof TuningEvent.Started started) {
        current = started.blocks().stream().mapToInt(Integer::intValue).sum();
        add(blocks, attempt, epochs, current);
      } else if (event instanceof TuningEvent.Trained trained) {
        epochs++;
        add(accuracies, attempt, epochs, trained.metrics().accuracy());
        add(blocks, attempt, epochs, current);
      } else if (event instanceof TuningEvent.Checked checked) {
        add(entropies, attempt, epochs, checked.last().entropy());
      }
    }
    String title = "Auto-tuning";
    if (epochs == 0) {
      return Nothing.of(title, "Nothing to show: no epoch was trained yet.", size);
    }
    List<Curves.Panel> panels = new ArrayList<>();
    panels.add(
        new Curves.Panel(
            Axis.percent("Training accuracy (%)", 0, 1, 4),
            series(accuracies, true),
            NumberText::percentSign));
    if (!entropies.isEmpty()) {
      List<Curves.Series> all = series(entropies, false);
      panels.add(
          new Curves.Panel(
              Axis.linear("Entropy (nats)", 0, Range.withZero(all).most(), 4),
              all,
              entropy -> NumberText.decimal(entropy, 4) + " nats"));
    }
    List<Curves.Series> sizes = series(blocks, false);
    panels.add(
        new Curves.Panel(
            Axis.linear("Blocks", 0, Range.withZero(sizes).most(), 4),
            sizes,
            count -> NumberText.decimal(count, 0)));
    return new Curves(
            title,
            "Accuracy on training images, bundle entropy of the last block and number of blocks, by"
                + " epoch, for each network of the tuning.",
            Axis.counted("Epoch, over all networks", 0, epochs, 10),
            panels,
            epochs <= 40)
        .scene(size);
  }

  private static void add(
      Map<Integer, List<Curves.Value>> values, int attempt, int epoch, double value) {
    values.computeIfAbsent(attempt, a -> new ArrayList<>()).add(Curves.Value.of(epoch, value));
  }

  private static List<Curves.Series> series(
      Map<Integer, List<Curves.Value>> values, boolean named) {
    List<Curves.Series> series = new ArrayList<>();
    values.forEach(
        (attempt, points) -> {
          Colour colour = CategoryColours.colour(attempt - 1);
          boolean shown = named && values.size() <= 12;
          series.add(new Curves.Series("network " + attempt, colour, false, shown, points));
        });
    return series;
  }
}
