package org.stratigraph.report;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.autotune.NetworkFigures;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.figure.LesionFigure;
import org.stratigraph.figure.Size;
import org.stratigraph.figure.TuningFigure;
import org.stratigraph.report.DataTable.Column;
import org.stratigraph.report.ReportContent.Lesion;
import org.stratigraph.report.ReportContent.Tuning;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Markup;
import org.stratigraph.scene.NumberText;
import org.stratigraph.store.LesionCurves;

/** What is known of networks without some of their blocks: lesion studies and auto-tunings. */
final class RemovalSections {
  private final List<Lesion> lesions;
  private final List<Tuning> tunings;
  private final Numbering numbering;

  RemovalSections(List<Lesion> lesions, List<Tuning> tunings, Numbering numbering) {
    this.lesions = lesions;
    this.tunings = tunings;
    this.numbering = numbering;
  }

  void addTo(Markup page) {
    if (!lesions.isEmpty()) {
      page.verbatim("\n").open("section", "id", "lesions");
      page.element("h2", "What is left without some of the blocks");
      lesions.forEach(lesion -> lesion(page, lesion));
      page.close();
    }
    if (!tunings.isEmpty()) {
      page.verbatim("\n").open("section", "id", "tunings");
      page.element("h2", "Blocks taken out until none is in conflict");
      tunings.forEach(tuning -> tuning(page, tuning));
      page.close();
    }
  }

  private void lesion(Markup page, Lesion lesion) {
    LesionCurves found = lesion.found();
    SceneFigure.add(
        page,
        numbering,
        LesionFigure.of(found.points(), found.original(), found.score(), Size.TWO_COLUMN),
        Label.full(lesion.name())
            + ": mean "
            + found.score()
            + " over draws by how many blocks are removed together; the band is one standard"
            + " deviation over draws.");
    if (found.blocks().isEmpty()) {
      return;
    }
    boolean accuracy = found.score().equals("accuracy");
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            Label.full(lesion.name())
                + ": each block removed alone. The untouched network has "
                + NumberText.percentSign(found.original())
                + (accuracy
                    ? " accuracy."
                    : " agreement with itself: the images have no labels, so agreement counts."),
            "blocks",
            List.of(
                Column.number("#", "Place in the network"),
                Column.text("Block", "Name of the block"),
                Column.number("Parameters", "Trained values of its branch"),
                Column.number("Entropy", "Bundle entropy of its branch, in nats"),
                Column.number(
                    accuracy ? "Accuracy" : "Agreement", "Of the network without it, in %"),
                Column.number("Loss", "What removing it costs, in points")));
    int number = 0;
    for (LesionCurves.Block block : found.blocks()) {
      number++;
      table.row().count(number).name(Label.full(block.block()), "").count(block.parameters());
      table.number(block.entropy(), NumberText.decimal(block.entropy(), 4));
      table.percent(block.score()).percent(found.original() - block.score()).endRow();
    }
    table.end();
  }

  /** One network of a tuning, as its events tell. */
  private static final class Attempt {
    private String blocks = NumberText.UNKNOWN;
    private int epochs;
    private double accuracy = Double.NaN;
    private double tested = Double.NaN;
    private double parameters = Double.NaN;
    private String end = "goes on";
  }

  private void tuning(Markup page, Tuning tuning) {
    SceneFigure.add(
        page,
        numbering,
        TuningFigure.of(tuning.events(), Size.TWO_COLUMN),
        Label.full(tuning.name())
            + ": each network of the tuning behind the one before. From the top: accuracy on the"
            + " training images, bundle entropy of the last block, number of blocks.");
    DataTable table =
        new DataTable(
            page,
            numbering.table(),
            Label.full(tuning.name()) + ": the networks one after the other.",
            "attempts",
            List.of(
                Column.number("#", "Which network"),
                Column.text("Blocks", "By type"),
                Column.number("Epochs", "How many it was trained"),
                Column.number("Training accuracy", "After the last of them, in %"),
                Column.number("Test accuracy", "Where it was tested, in %"),
                Column.number("Parameters", "Trained values, where it was tested"),
                Column.text("Ended", "Why no further epoch followed")));
    int number = 0;
    for (Attempt attempt : attempts(tuning.events())) {
      number++;
      table.row().count(number).name(attempt.blocks, "").count(attempt.epochs);
      table.percent(attempt.accuracy).percent(attempt.tested);
      table.number(
          attempt.parameters,
          Double.isNaN(attempt.parameters)
              ? NumberText.UNKNOWN
              : NumberText.count(Math.round(attempt.parameters)));
      table.text(attempt.end).endRow();
    }
    table.end();
  }

  private static List<Attempt> attempts(List<TuningEvent> events) {
    List<Attempt> attempts = new ArrayList<>();
    for (TuningEvent event : events) {
      if (event instanceof TuningEvent.Started started) {
        attempts.add(new Attempt());
        attempts.get(attempts.size() - 1).blocks = counts(started.blocks());
      }
      if (attempts.isEmpty()) {
        continue;
      }
      Attempt current = attempts.get(attempts.size() - 1);
      if (event instanceof TuningEvent.Trained trained) {
        current.epochs++;
        current.accuracy = trained.metrics().accuracy();
      } else if (event instanceof TuningEvent.Tested tested) {
        NetworkFigures figures = tested.figures();
        current.tested = figures.accuracy();
        current.parameters = figures.parameters();
      } else if (event instanceof TuningEvent.Pruned pruned) {
        current.end = "conflicting: " + counts(pruned.before()) + " to " + counts(pruned.after());
      } else if (event instanceof TuningEvent.Finished) {
        current.end = "trained to the end";
      }
    }
    return attempts;
  }

  private static String counts(List<Integer> blocks) {
    return String.join(" + ", blocks.stream().map(String::valueOf).toList());
  }
}
