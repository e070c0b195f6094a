package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.comparison.LayerRole;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.NumberText;
import org.stratigraph.scene.Scene;
import org.stratigraph.weightchange.CurveForm;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/** Relative weight change over a training: a curve a layer, or one heat map of epochs by layers. */
public final class WeightChangeFigure {
  /** At rest is what changes this much at most, as a share of the layer's largest change. */
  public static final double SETTLED = 0.1;

  /** The colours end here, so that a single spike does not make all else pale. */
  private static final double QUANTILE = 0.98;

  private static final int MOST_NAMED = 10;

  private WeightChangeFigure() {}

  /** A curve a layer. Pale curves are of the first layers, dark ones of the last. */
  public static Scene curves(WeightChangeResult result, CurveForm form, Size size) {
    List<String> layers = result.layers();
    String title = "Relative weight change";
    List<Curves.Series> series = new ArrayList<>();
    Map<String, List<LayerChange>> changes = byLayer(result);
    for (int i = 0; i < layers.size(); i++) {
      List<Curves.Value> points =
          changes.getOrDefault(layers.get(i), List.of()).stream()
              .map(change -> Curves.Value.of(change.step(), form.of(change)))
              .toList();
      double depth = layers.size() == 1 ? 1 : (double) i / (layers.size() - 1);
      boolean named =
          layers.size() <= MOST_NAMED || i == 0 || i == layers.size() - 1 || i == layers.size() / 2;
      series.add(
          new Curves.Series(
              layers.get(i), ColourScale.SEQUENTIAL.at(0.2 + 0.8 * depth), false, named, points));
    }
    if (!Range.isKnown(series)) {
      return Nothing.of(title, "Nothing to show: no layer has a known change.", size);
    }
    Range range = Range.withZero(series);
    Curves.Panel panel =
        new Curves.Panel(
            Axis.percent(quantity(form), range.least(), range.most(), 5),
            series,
            NumberText::percentSign);
    int steps = result.checkpoints().size() - 1;
    return new Curves(
            title,
            "Relative weight change of "
                + NumberText.count(layers.size(), "layer")
                + " in "
                + NumberText.count(steps, "step")
                + "; pale curves are of the first layers, dark ones of the last.",
            Axis.counted("Epoch", 1, steps, 10),
            List.of(panel),
            steps <= 12 && layers.size() <= MOST_NAMED)
        .scene(size);
  }

  /** Epochs by layers. A dot marks a layer that has settled: see {@link #SETTLED}. */
  public static Matrix map(WeightChangeResult result, CurveForm form) {
    List<String> layers = result.layers();
    Map<String, List<LayerChange>> changes = byLayer(result);
    int steps = result.checkpoints().size() - 1;
    List<Double> all = new ArrayList<>();
    result.changes().forEach(change -> all.add(form.of(change)));
    double most = end(all);
    boolean cut = all.stream().anyMatch(value -> value > most);
    List<Matrix.Row> rows = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      List<Matrix.Cell> cells = new ArrayList<>();
      for (String layer : layers) {
        List<LayerChange> curve = changes.getOrDefault(layer, List.of());
        double value = step <= curve.size() ? form.of(curve.get(step - 1)) : Double.NaN;
        cells.add(new Matrix.Cell(value, layer, isSettled(curve, form, step)));
      }
      rows.add(new Matrix.Row("epoch " + step, Integer.toString(step), "", "", cells, ""));
    }
    Matrix.Key key =
        new Matrix.Key(
            quantity(form),
            ColourScale.SEQUENTIAL,
            0,
            most,
            List.of(0.0, most / 2, most),
            value -> (cut && value == most ? "\u2265\u00a0" : "") + NumberText.percent(value),
            NumberText::percentSign);
    return new Matrix(
        "Relative weight change",
        "How far each layer's weights moved in each epoch; a dot where a layer has settled.",
        "Rows: epochs. Settled: from here on at most 10 % of the layer's largest change.",
        key,
        columns(layers),
        rows,
        List.of(),
        "",
        "");
  }

  /** Columns in the order of the network, with the labels of the paper where there are any. */
  static List<Matrix.Column> columns(List<String> tensors) {
    List<String> layers =
        tensors.stream().map(name -> name.replaceFirst("\\.weight$", "")).toList();
    List<Matrix.Column> columns = new ArrayList<>();
    List<LayerRole> roles = LayerRole.of(layers);
    for (int i = 0; i < tensors.size(); i++) {
      LayerRole role = roles.get(i);
      columns.add(new Matrix.Column(tensors.get(i), role.label(), role.stage(), ""));
    }
    return columns;
  }

  private static Map<String, List<LayerChange>> byLayer(WeightChangeResult result) {
    Map<String, List<LayerChange>> changes = new HashMap<>();
    for (LayerChange change : result.changes()) {
      changes.computeIfAbsent(change.layer(), layer -> new ArrayList<>()).add(change);
    }
    return changes;
  }

  /** Whether the changes from a step on stay small; never where all changes are unknown or 0. */
  private static boolean isSettled(List<LayerChange> curve, CurveForm form, int step) {
    double largest = curve.stream().mapToDouble(form::of).filter(Double::isFinite).max().orElse(0);
    return largest > 0
        && step <= curve.size()
        && curve.subList(step - 1, curve.size()).stream()
            .allMatch(change -> form.of(change) <= SETTLED * largest);
  }

  private static double end(List<Double> all) {
    double[] sorted = all.stream().filter(Double::isFinite).mapToDouble(v -> v).sorted().toArray();
    if (sorted.length == 0) {
      return 1;
    }
    double quantile = sorted[(int) Math.ceil(QUANTILE * (sorted.length - 1))];
    return quantile > 0 ? quantile : sorted[sorted.length - 1] > 0 ? sorted[sorted.length - 1] : 1;
  }

  private static String quantity(CurveForm form) {
    return form == CurveForm.L1_RATIO
        ? "Weight change, \u03a3|\u0394w| / \u03a3|w| (%)"
        : "Weight change, mean |\u0394w| / |w| (%)";
  }
}
