package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.stratigraph.scene.Colour;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Scene;
import org.stratigraph.training.EpochRecord;

/** Loss and accuracy of trainings by epoch. */
public final class TrainingFigure {
  /**
   * One training.
   *
   * @param name what the reader calls it
   * @param epochs in order
   */
  public record Run(String name, List<EpochRecord> epochs) {
    public Run {
      epochs = List.copyOf(epochs);
    }
  }

  private TrainingFigure() {}

  /** Two panels: loss and accuracy, dashed of the training images, solid of the test images. */
  public static Scene of(List<Run> runs, Size size) {
    List<Curves.Series> losses = new ArrayList<>();
    List<Curves.Series> accuracies = new ArrayList<>();
    int most = 1;
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      String name = runs.size() == 1 ? "" : run.name() + ", ";
      Colour colour = CategoryColours.colour(i);
      add(losses, series(run, name + "training", colour, true, EpochRecord::loss));
      add(losses, series(run, name + "test", colour, false, EpochRecord::testLoss));
      add(accuracies, series(run, name + "training", colour, true, EpochRecord::accuracy));
      add(accuracies, series(run, name + "test", colour, false, EpochRecord::testAccuracy));
      most = Math.max(most, run.epochs().stream().mapToInt(EpochRecord::epoch).max().orElse(1));
    }
    List<Curves.Panel> panels = new ArrayList<>();
    if (!losses.isEmpty()) {
      Range range = Range.withZero(losses);
      panels.add(
          new Curves.Panel(
              Axis.linear("Loss", range.least(), range.most(), 5),
              losses,
              loss -> NumberText.decimal(loss, 4)));
    }
    if (!accuracies.isEmpty()) {
      panels.add(
          new Curves.Panel(
              Axis.percent("Accuracy (%)", 0, 1, 5), accuracies, NumberText::percentSign));
    }
    String title = "Training";
    if (panels.isEmpty()) {
      return Nothing.of(title, "Nothing to show: no epoch has a loss or an accuracy.", size);
    }
    return new Curves(
            title,
            "Loss and accuracy by epoch of " + NumberText.count(runs.size(), "training") + ".",
            Axis.counted("Epoch", 0, most, 10),
            panels,
            most <= 20)
        .scene(size);
  }

  private static void add(List<Curves.Series> all, Curves.Series series) {
    if (Range.isKnown(List.of(series))) {
      all.add(series);
    }
  }

  private static Curves.Series series(
      Run run, String name, Colour colour, boolean dashed, ToDoubleFunction<EpochRecord> figure) {
    List<Curves.Value> points =
        run.epochs().stream()
            .map(epoch -> Curves.Value.of(epoch.epoch(), figure.applyAsDouble(epoch)))
            .toList();
    return new Curves.Series(name, colour, dashed, true, points);
  }
}
