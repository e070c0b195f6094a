package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.CriticalityResult.Original;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/**
 * How far two results of the same experiment are apart, such as a stored one and the same
 * experiment done again.
 *
 * @param tolerance what is within it counts as the same: of criticalities, cosines, L1, L2 and
 *     losses their absolute difference; of accuracies the same, or one image if that is more,
 *     because a tie that tips moves them by whole images
 * @param untouched the largest difference of a figure of the untouched network; NaN where one knows
 *     it and the other does not
 * @param layers in the order of the first result, then those of the second alone
 */
public record ResultDifferences(double tolerance, double untouched, List<LayerDifference> layers) {
  public ResultDifferences {
    layers = List.copyOf(layers);
  }

  /**
   * One layer. Largest differences are over its trials; NaN where there is nothing to compare.
   *
   * @param layer its name
   * @param then criticality in the first result; NaN if it was not measured there
   * @param now criticality in the second
   * @param trialsThen number of trials in the first
   * @param trialsNow number of trials in the second
   * @param largest by measure: cosine, l1, l2, argmax_agreement, top1, top5, loss
   * @param sameBits whether all figures of the layer and of its trials are the same to the last bit
   * @param within whether all are within the tolerance, trial for trial
   */
  public record LayerDifference(
      String layer,
      double then,
      double now,
      int trialsThen,
      int trialsNow,
      Map<String, Double> largest,
      boolean sameBits,
      boolean within) {
    /** Absolute difference of the criticalities. */
    public double difference() {
      return Math.abs(now - then);
    }
  }

  private static final Map<String, ToDoubleFunction<TrialResult>> MEASURES = measures();

  private static Map<String, ToDoubleFunction<TrialResult>> measures() {
    Map<String, ToDoubleFunction<TrialResult>> measures = new LinkedHashMap<>();
    measures.put("cosine", TrialResult::cosine);
    measures.put("l1", TrialResult::l1);
    measures.put("l2", TrialResult::l2);
    measures.put("argmax_agreement", TrialResult::argmaxAgreement);
    measures.put("top1", TrialResult::top1);
    measures.put("top5", TrialResult::top5);
    measures.put("loss", TrialResult::loss);
    return measures;
  }

  /** Compares two results. */
  public static ResultDifferences of(
      CriticalityResult then, CriticalityResult now, double tolerance) {
    Map<String, LayerResult> before = byName(then);
    Map<String, LayerResult> after = byName(now);
    List<String> names = new ArrayList<>(before.keySet());
    after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(names::add);
    List<LayerDifference> layers = new ArrayList<>();
    for (String name : names) {
      layers.add(
          layer(
              name,
              before.containsKey(name) ? List.of(before.get(name)) : List.of(),
              after.containsKey(name) ? List.of(after.get(name)) : List.of(),
              trials(then, name),
              trials(now, name),
              tolerance));
    }
    return new ResultDifferences(
        tolerance, untouched(then.original(), now.original()), List.copyOf(layers));
  }

  /** Whether everything is the same to the last bit. */
  public boolean sameBits() {
    return untouched == 0 && layers.stream().allMatch(LayerDifference::sameBits);
  }

  /** Whether everything is within the tolerance. */
  public boolean within() {
    return layers.stream().allMatch(LayerDifference::within);
  }

  private static Map<String, LayerResult> byName(CriticalityResult result) {
    Map<String, LayerResult> layers = new LinkedHashMap<>();
    result.layers().forEach(layer -> layers.put(layer.layer(), layer));
    return layers;
  }

  private static List<TrialResult> trials(CriticalityResult result, String layer) {
    return result.measurements().stream().filter(trial -> trial.layer().equals(layer)).toList();
  }

  private static LayerDifference layer(
      String name,
      List<LayerResult> then,
      List<LayerResult> now,
      List<TrialResult> trialsThen,
      List<TrialResult> trialsNow,
      double tolerance) {
    int common = Math.min(trialsThen.size(), trialsNow.size());
    boolean within =
        then.size() == now.size() && trialsThen.size() == trialsNow.size() && common > 0;
    Map<String, Double> largest = new LinkedHashMap<>();
    for (Map.Entry<String, ToDoubleFunction<TrialResult>> measure : MEASURES.entrySet()) {
      double most = common == 0 ? Double.NaN : 0;
      for (int trial = 0; trial < common; trial++) {
        TrialResult a = trialsThen.get(trial);
        TrialResult b = trialsNow.get(trial);
        double apart =
            apart(measure.getValue().applyAsDouble(a), measure.getValue().applyAsDouble(b));
        most = apart <= most ? most : apart;
        within &= apart <= allowed(measure.getKey(), a.images(), tolerance);
        within &= a.trial() == b.trial() && a.images() == b.images();
      }
      largest.put(measure.getKey(), most);
    }
    double criticalityThen = then.isEmpty() ? Double.NaN : then.get(0).criticality();
    double criticalityNow = now.isEmpty() ? Double.NaN : now.get(0).criticality();
    return new LayerDifference(
        name,
        criticalityThen,
        criticalityNow,
        trialsThen.size(),
        trialsNow.size(),
        largest,
        // Records compare doubles by their bits.
        then.equals(now) && trialsThen.equals(trialsNow),
        within && apart(criticalityThen, criticalityNow) <= tolerance);
  }

  private static double allowed(String measure, int images, double tolerance) {
    boolean counts = measure.startsWith("top") || measure.equals("argmax_agreement");
    // A share of images may be rounded.
    return counts ? Math.max(tolerance, (1 + 1e-9) / images) : tolerance;
  }

  private static double untouched(Original then, Original now) {
    double[] a = {then.top1(), then.top5(), then.loss(), then.uniformCeiling(), then.meanCeiling()};
    double[] b = {now.top1(), now.top5(), now.loss(), now.uniformCeiling(), now.meanCeiling()};
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = apart(a[i], b[i]);
      most = apart <= most ? most : apart;
    }
    return most;
  }

  /** 0 where neither is known, NaN where one is. */
  private static double apart(double a, double b) {
    return Double.compare(a, b) == 0 ? 0 : Math.abs(a - b);
  }
}
