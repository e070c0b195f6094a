package org.stratigraph.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.comparison.Stages;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.CriticalityResult.TrialResult;
import org.stratigraph.figure.Matrix;
import org.stratigraph.figure.MatrixBands;
import org.stratigraph.figure.Size;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.FigureFile;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.SvgWriter;
import org.stratigraph.statistics.Spread;

/** The heat map of one network, in a page or as a file for papers and pages. */
public final class HeatMapFigure {
  /** More trials than this are left to the layer chart, where they are dots. */
  private static final int MOST_TRIALS = 12;

  private HeatMapFigure() {}

  /**
   * The heat map of a result: the mean over trials and below it up to twelve trials, by layers in
   * network order, grouped into stages. A layer that has no such trial is hatched.
   */
  static Matrix of(CriticalityResult result) {
    List<String> names = result.layers().stream().map(LayerResult::layer).toList();
    List<Stages.Place> places = Stages.of(names);
    List<Matrix.Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new Matrix.Column(names.get(i), places.get(i).rest(), places.get(i).stage(), ""));
    }
    return new Matrix(
        "Layer criticality of " + Label.of(result.model().name(), 60),
        description(result),
        Label.of(result.model().name(), 40) + ": " + subtitle(result),
        new Matrix.Key(
            "Criticality (%)",
            ColourScale.SEQUENTIAL,
            0,
            1,
            List.of(0.0, 0.25, 0.5, 0.75, 1.0),
            NumberText::wholePercent,
            NumberText::percentSign),
        columns,
        rows(result),
        List.of(),
        "",
        "mean");
  }

  /**
   * Writes the heat map as a file that needs no other: SVG, PDF or PNG, as its name ends. The same
   * result gives the same bytes. The file appears whole or not at all.
   *
   * @throws org.stratigraph.UnusableInputException if {@code file} ends with something else or
   *     cannot be a file: its folder is missing or not writable, or it exists and is not a regular
   *     file
   * @throws java.io.UncheckedIOException if writing fails, such as on a full disk
   */
  public static void write(CriticalityResult result, Path file) {
    Scene scene = MatrixBands.scene(of(result), Size.TWO_COLUMN);
    FigureFile.write(scene, file, FigureFile.DEFAULT_DPI);
  }

  /**
   * The bands of the heat map from top to bottom, each an {@code svg} element for a page.
   *
   * @param id starts the ids within the elements; letters and digits, unique in the page
   */
  static List<String> panels(CriticalityResult result, String id) {
    List<String> panels = new ArrayList<>();
    for (Scene scene : MatrixBands.scenes(of(result), Size.TWO_COLUMN)) {
      panels.add(SvgWriter.element(scene, id + (panels.size() + 1)));
    }
    return panels;
  }

  private static List<Matrix.Row> rows(CriticalityResult result) {
    List<Double> means = result.layers().stream().map(LayerResult::criticality).toList();
    List<Matrix.Row> rows = new ArrayList<>();
    List<Integer> trials =
        result.measurements().stream().map(TrialResult::trial).distinct().sorted().toList();
    boolean several = trials.size() > 1;
    rows.add(row(result, several ? "mean" : "criticality", means));
    if (!several || trials.size() > MOST_TRIALS) {
      return rows;
    }
    Map<Integer, Map<String, Double>> byTrial = new HashMap<>();
    for (TrialResult trial : result.measurements()) {
      byTrial
          .computeIfAbsent(trial.trial(), t -> new HashMap<>())
          .put(trial.layer(), 1 - trial.cosine());
    }
    for (int trial : trials) {
      Map<String, Double> measured = byTrial.getOrDefault(trial, Map.of());
      rows.add(
          row(
              result,
              "trial " + trial,
              result.layers().stream()
                  .map(layer -> measured.getOrDefault(layer.layer(), Double.NaN))
                  .toList()));
    }
    return rows;
  }

  private static Matrix.Row row(CriticalityResult result, String label, List<Double> values) {
    List<Matrix.Cell> cells = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      cells.add(new Matrix.Cell(values.get(i), result.layers().get(i).layer(), false));
    }
    return new Matrix.Row(label, label, "", "", cells, summary(values));
  }

  /** Mean and population standard deviation over layers in whole percent, as in the paper. */
  private static String summary(List<Double> values) {
    Spread spread = Spread.of(values);
    return spread.count() == 0
        ? ""
        : NumberText.wholePercent(spread.mean())
            + "\u00a0\u00b1\u00a0"
            + NumberText.wholePercent(spread.sd());
  }

  private static String subtitle(CriticalityResult result) {
    return Label.lastPart(result.data().source(), 40)
        + ", "
        + NumberText.count(result.data().images(), "image")
        + "; "
        + Label.of(result.protocol().reset(), 30)
        + " reset of each layer in turn, "
        + NumberText.count(result.protocol().trials(), "trial")
        + "; right: mean \u00b1 sd over layers";
  }

  private static String description(CriticalityResult result) {
    List<LayerResult> known =
        result.layers().stream().filter(l -> Double.isFinite(l.criticality())).toList();
    if (known.isEmpty()) {
      return "Heat map without a measured layer.";
    }
    Comparator<LayerResult> byCriticality = Comparator.comparingDouble(LayerResult::criticality);
    LayerResult least = known.stream().min(byCriticality).orElseThrow();
    LayerResult most = known.stream().max(byCriticality).orElseThrow();
    return "Heat map of "
        + NumberText.count(known.size(), "layer")
        + " in network order, pale for 0 % and dark for 100 % criticality. Lowest: "
        + Label.of(least.layer(), 60)
        + ", "
        + NumberText.percent(least.criticality())
        + " %. Highest: "
        + Label.of(most.layer(), 60)
        + ", "
        + NumberText.percent(most.criticality())
        + " %. The table of layers holds every value.";
  }
}
