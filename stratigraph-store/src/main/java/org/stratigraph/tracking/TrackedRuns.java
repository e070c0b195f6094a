package org.stratigraph.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.TrialResult;
import org.stratigraph.statistics.Spread;
import org.stratigraph.tracking.TrackedRun.Metric;
import org.stratigraph.training.EpochRecord;

/** Results as runs of a tracker. Shares are fractions, never percent. */
public final class TrackedRuns {
  /** The longest prefix of a layer's key. */
  private static final String LONGEST_PREFIX = "top1_after_reset/";

  private TrackedRuns() {}

  /**
   * A measured network.
   *
   * <p>Single figures are {@code mean_criticality}, {@code sd_over_layers} (of the population),
   * {@code mean_trial_sd} and {@code accuracy}. Series by the layer's place are {@code
   * depth/criticality}, {@code depth/trial_sd}, {@code depth/interval_low} and {@code
   * depth/interval_high}, with labels also {@code depth/top1_after_reset}. Figures of a layer are
   * {@code criticality/LAYER}, {@code trial_sd/LAYER} and {@code top1_after_reset/LAYER}.
   */
  public static TrackedRun network(MeasuredNetwork network) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("network", network.id());
    network.category().ifPresent(category -> parameters.put("category", category));
    network.tags().forEach(parameters::putIfAbsent);
    List<Metric> metrics = new ArrayList<>();
    Spread criticality = spread(network, MeasuredLayer::criticality);
    metrics.add(new Metric("mean_criticality", criticality.mean(), 0));
    metrics.add(new Metric("sd_over_layers", criticality.sd(), 0));
    metrics.add(new Metric("mean_trial_sd", spread(network, MeasuredLayer::trialSd).mean(), 0));
    metrics.add(new Metric("accuracy", network.accuracy().orElse(Double.NaN), 0));
    metrics.addAll(series(network, "depth/criticality", MeasuredLayer::criticality));
    metrics.addAll(series(network, "depth/trial_sd", MeasuredLayer::trialSd));
    metrics.addAll(series(network, "depth/interval_low", MeasuredLayer::intervalLow));
    metrics.addAll(series(network, "depth/interval_high", MeasuredLayer::intervalHigh));
    metrics.addAll(series(network, "depth/top1_after_reset", TrackedRuns::top1));
    List<String> layers = network.layers().stream().map(MeasuredLayer::layer).toList();
    List<String> keys = TrackingKeys.parts(layers, LONGEST_PREFIX.length());
    List<Metric> byLayer = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      MeasuredLayer layer = network.layers().get(i);
      byLayer.add(new Metric("criticality/" + keys.get(i), layer.criticality(), 0));
      byLayer.add(new Metric("trial_sd/" + keys.get(i), layer.trialSd(), 0));
      byLayer.add(new Metric(LONGEST_PREFIX + keys.get(i), top1(layer), 0));
    }
    return new TrackedRun(network.name(), parameters, Map.of(), metrics, byLayer, layers);
  }

  /**
   * The same of a criticality run, with its protocol, its untouched network and its provenance.
   *
   * @param network the result as networks are compared
   */
  public static TrackedRun criticality(CriticalityResult result, MeasuredNetwork network) {
    TrackedRun run = network(network);
    Map<String, String> parameters = new LinkedHashMap<>();
    CriticalityResult.Protocol protocol = result.protocol();
    parameters.put("protocol", protocol.name());
    parameters.put("trials", Integer.toString(protocol.trials()));
    parameters.put("kinds", String.join(", ", protocol.kinds()));
    parameters.put("seed", Long.toString(protocol.seed()));
    if (Double.isFinite(protocol.targetError())) {
      parameters.put("target_error", Double.toString(protocol.targetError()));
    }
    List<Metric> metrics = new ArrayList<>(run.metrics());
    CriticalityResult.Original original = result.original();
    metrics.add(new Metric("untouched/top1", original.top1(), 0));
    metrics.add(new Metric("untouched/top5", original.top5(), 0));
    metrics.add(new Metric("untouched/loss", original.loss(), 0));
    metrics.add(new Metric("untouched/uniform_ceiling", original.uniformCeiling(), 0));
    return new TrackedRun(
            run.name(), run.parameters(), run.tags(), metrics, run.layerMetrics(), run.layers())
        .with(parameters, result.provenance());
  }

  /**
   * A training: {@code train/loss}, {@code train/accuracy}, {@code test/loss}, {@code
   * test/accuracy} and {@code learning_rate}, by epoch.
   *
   * @param settings what the training rests on, by name
   */
  public static TrackedRun training(
      String name, Map<String, String> settings, List<EpochRecord> epochs) {
    List<Metric> metrics = new ArrayList<>();
    for (EpochRecord epoch : epochs) {
      metrics.add(new Metric("train/loss", epoch.loss(), epoch.epoch()));
      metrics.add(new Metric("train/accuracy", epoch.accuracy(), epoch.epoch()));
      metrics.add(new Metric("test/loss", epoch.testLoss(), epoch.epoch()));
      metrics.add(new Metric("test/accuracy", epoch.testAccuracy(), epoch.epoch()));
      metrics.add(new Metric("learning_rate", epoch.learningRate(), epoch.epoch()));
    }
    return new TrackedRun(name, settings, Map.of(), metrics, List.of(), List.of());
  }

  private static Spread spread(MeasuredNetwork network, ToDoubleFunction<MeasuredLayer> figure) {
    return Spread.of(network.layers().stream().map(figure::applyAsDouble).toList());
  }

  private static List<Metric> series(
      MeasuredNetwork network, String key, ToDoubleFunction<MeasuredLayer> figure) {
    List<Metric> series = new ArrayList<>();
    for (int place = 0; place < network.layers().size(); place++) {
      series.add(new Metric(key, figure.applyAsDouble(network.layers().get(place)), place));
    }
    return series;
  }

  /** Accuracy after the reset, mean over trials; NaN where no trial has one. */
  private static double top1(MeasuredLayer layer) {
    return Spread.of(layer.trials().stream().map(TrialResult::top1).toList()).mean();
  }
}
