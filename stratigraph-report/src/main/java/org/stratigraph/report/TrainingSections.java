package org.stratigraph.report;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.figure.ConflictFigure;
import org.stratigraph.figure.Size;
import org.stratigraph.figure.TrainingFigure;
import org.stratigraph.figure.WeightChangeFigure;
import org.stratigraph.report.DataTable.Column;
import org.stratigraph.report.ReportContent.Training;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Scene;
import org.stratigraph.statistics.Spread;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.weightchange.CurveForm;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/** What is known of trainings: their curves, how layers moved, which were in conflict. */
final class TrainingSections {
  /** More curves than this in one figure are not told apart. */
  private static final int MOST_CURVES = 8;

  private final List<Training> trainings;
  private final Numbering numbering;

  TrainingSections(List<Training> trainings, Numbering numbering) {
    this.trainings = trainings;
    this.numbering = numbering;
  }

  void addTo(Markup page) {
    if (trainings.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("section", "id", "trainings").element("h2", "The trainings");
    table(page);
    curves(page);
    page.close();
    changes(page);
    conflicts(page);
  }

  private void table(Markup page) {
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            "Each training as it ended. A dash where nothing was kept.",
            "trainings",
            List.of(
                Column.text("Training", "What it is called"),
                Column.number("Epochs", "How many were trained"),
                Column.number("Test accuracy", "After the last epoch, in %"),
                Column.number("Test loss", "After the last epoch"),
                Column.number(
                    "Weight change",
                    "Mean over layers in the last epoch, sum of changes over sum of weights, in %"),
                Column.number("Conflicting layers", "At the last checkpoint")));
    for (Training training : trainings) {
      table.row().name(Label.full(training.name()), "");
      List<EpochRecord> epochs = training.epochs();
      if (epochs.isEmpty()) {
        table.number(Double.NaN, NumberText.UNKNOWN).percent(Double.NaN);
        table.number(Double.NaN, NumberText.UNKNOWN);
      } else {
        EpochRecord last = epochs.get(epochs.size() - 1);
        table.count(last.epoch()).percent(last.testAccuracy());
        table.number(last.testLoss(), NumberText.decimal(last.testLoss(), 4));
      }
      table.percent(training.weightChange().map(TrainingSections::lastChange).orElse(Double.NaN));
      conflicting(table, training);
      table.endRow();
    }
    table.end();
  }

  private static void conflicting(DataTable table, Training training) {
    if (training.conflicts().isEmpty()) {
      table.number(Double.NaN, NumberText.UNKNOWN);
      return;
    }
    List<LayerConflicts> layers =
        training.conflicts().get(training.conflicts().size() - 1).layers();
    long found = layers.stream().filter(LayerConflicts::conflicting).count();
    table.number(
        (double) found, NumberText.count(found) + " of " + NumberText.count(layers.size()));
  }

  /** The mean over layers of the last step's relative change. */
  private static double lastChange(WeightChangeResult result) {
    int last = result.checkpoints().size() - 1;
    return Spread.of(
            result.changes().stream()
                .filter(change -> change.step() == last)
                .map(LayerChange::l1Ratio)
                .toList())
        .mean();
  }

  private void curves(Markup page) {
    List<TrainingFigure.Run> runs = new ArrayList<>();
    for (Training training : trainings) {
      if (!training.epochs().isEmpty()) {
        runs.add(new TrainingFigure.Run(training.name(), training.epochs()));
      }
    }
    for (int from = 0; from < runs.size(); from += MOST_CURVES) {
      List<TrainingFigure.Run> part = runs.subList(from, Math.min(runs.size(), from + MOST_CURVES));
      SceneFigure.add(
          page,
          numbering,
          TrainingFigure.of(part, Size.TWO_COLUMN),
          "Loss and accuracy by epoch; dashed of the training images, solid of the test images.");
    }
  }

  private void changes(Markup page) {
    List<Training> watched = trainings.stream().filter(t -> t.weightChange().isPresent()).toList();
    if (watched.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("section", "id", "weight-change");
    page.element("h2", "How the layers moved while the networks were trained");
    for (Training training : watched) {
      WeightChangeResult result = training.weightChange().orElseThrow();
      Scene scene = WeightChangeFigure.map(result, CurveForm.L1_RATIO).scene(Size.TWO_COLUMN);
      SceneFigure.add(
          page,
          numbering,
          scene,
          Label.full(training.name())
              + ": relative weight change of each layer in each epoch, the sum of the changes over"
              + " the sum of the weights before them. A dot: the layer has settled.");
    }
    page.close();
  }

  private void conflicts(Markup page) {
    List<Training> watched = trainings.stream().filter(t -> !t.conflicts().isEmpty()).toList();
    if (watched.isEmpty()) {
      return;
    }
    page.verbatim("\n").open("section", "id", "conflicts");
    page.element("h2", "Which layers put samples of different classes together");
    for (Training training : watched) {
      SceneFigure.add(
          page,
          numbering,
          ConflictFigure.map(training.conflicts()).scene(Size.TWO_COLUMN),
          Label.full(training.name())
              + ": bundle entropy of each layer at each checkpoint; above 0 the layer is"
              + " conflicting.");
    }
    page.close();
  }
}
