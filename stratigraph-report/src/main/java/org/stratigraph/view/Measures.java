package org.stratigraph.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Shapes;
import org.stratigraph.view.Measure.Combination;
import org.stratigraph.view.Measure.Reading;
import org.stratigraph.view.Measure.Unit;

/** The measures that Stratigraph knows how to make. */
public final class Measures {
  private Measures() {}

  /** What needs no measurement: {@code parameters} and {@code multiply-adds} for one image. */
  public static List<Measure> of(Graph graph) {
    Costs costs = Costs.of(graph, Shapes.ofOneImage(graph));
    Map<String, Reading> parameters = new LinkedHashMap<>();
    Map<String, Reading> work = new LinkedHashMap<>();
    for (Layer layer : Layers.of(graph).layers()) {
      parameters.put(layer.name(), new Reading(layer.parameterCount(), ""));
      costs.multiplyAdds(layer).ifPresent(count -> work.put(layer.name(), new Reading(count, "")));
    }
    return List.of(
        sum("parameters", "Parameters", parameters), sum("multiply-adds", "Multiply-adds", work));
  }

  private static Measure sum(String id, String label, Map<String, Reading> readings) {
    return new Measure(id, label, Unit.COUNT, Combination.SUM, OptionalDouble.empty(), readings);
  }

  /**
   * What a criticality run found: {@code criticality}, {@code trial-sd}, {@code changed} (the share
   * of predictions that changed) and, with labels, {@code accuracy-loss}. All on a scale that ends
   * at 1, so that colours of different runs compare, but for the standard deviation.
   *
   * @param ending is added to the ids and, in brackets, to the labels where several runs are shown;
   *     else empty
   */
  public static List<Measure> of(CriticalityResult result, String ending) {
    Function<LayerResult, String> interval =
        layer ->
            (Double.isFinite(layer.intervalLow()) && Double.isFinite(layer.intervalHigh())
                    ? "95\u202f%% interval %s to %s; "
                        .formatted(
                            Numbers.percent(layer.intervalLow()),
                            Numbers.percent(layer.intervalHigh()))
                    : "")
                + Numbers.counted(layer.trials(), "trial")
                + " of "
                + Numbers.counted(layer.images(), "image");
    List<Measure> measures = new ArrayList<>();
    OptionalDouble all = OptionalDouble.of(1);
    measures.add(
        of(result, ending, "criticality", "Criticality", all, LayerResult::criticality, interval));
    measures.add(
        of(
            result,
            ending,
            "trial-sd",
            "Standard deviation between trials",
            OptionalDouble.empty(),
            LayerResult::trialSd,
            layer -> Numbers.counted(layer.trials(), "trial")));
    measures.add(
        of(
            result,
            ending,
            "changed",
            "Predictions changed",
            all,
            layer -> 1 - layer.argmaxAgreement(),
            layer -> ""));
    if (result.data().labelled()) {
      measures.add(
          of(
              result,
              ending,
              "accuracy-loss",
              "Accuracy lost",
              all,
              LayerResult::accuracyLoss,
              layer -> "top-1 %s after".formatted(Numbers.percent(layer.top1()))));
    }
    return measures;
  }

  private static Measure of(
      CriticalityResult result,
      String ending,
      String id,
      String label,
      OptionalDouble top,
      ToDoubleFunction<LayerResult> value,
      Function<LayerResult, String> detail) {
    Map<String, Reading> readings = new LinkedHashMap<>();
    result
        .layers()
        .forEach(
            layer ->
                readings.put(
                    layer.layer(), new Reading(value.applyAsDouble(layer), detail.apply(layer))));
    return given(id, label, ending, Unit.FRACTION, top, readings);
  }

  /**
   * A measure of numbers that were found elsewhere, the mean for several layers: a relative weight
   * change, an entropy of bundles.
   *
   * @param id in small letters
   * @param ending as in {@link #of(CriticalityResult, String)}
   * @param values by layer name; NaN where unknown
   */
  public static Measure of(String id, String label, String ending, Map<String, Double> values) {
    Map<String, Reading> readings = new LinkedHashMap<>();
    values.forEach((layer, value) -> readings.put(layer, new Reading(value, "")));
    return given(id, label, ending, Unit.NUMBER, OptionalDouble.empty(), readings);
  }

  private static Measure given(
      String id,
      String label,
      String ending,
      Unit unit,
      OptionalDouble top,
      Map<String, Reading> readings) {
    String suffix = ending.isEmpty() ? "" : "-" + ending.toLowerCase(Locale.ROOT);
    String of = ending.isEmpty() ? "" : " (" + ending + ")";
    return new Measure(id + suffix, label + of, unit, Combination.MEAN, top, readings);
  }
}
