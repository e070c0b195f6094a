package org.stratigraph.criticality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stratigraph.data.Images;
import org.stratigraph.graph.Layer;
import org.stratigraph.statistics.Strata;
import org.stratigraph.statistics.TwoLevelMean;

/** Puts what was measured together into a result. */
public final class ResultAssembly {
  private final Reset reset;
  private final boolean adaptive;
  private final Strata strata;

  private ResultAssembly(Reset reset, boolean adaptive, Strata strata) {
    this.reset = reset;
    this.adaptive = adaptive;
    this.strata = strata;
  }

  /**
   * The result of a finished run.
   *
   * @param model the network
   * @param images the images
   * @param options what was asked for
   * @param notes what a reader of the figures must know
   * @param provenance versions, machine, options, times
   */
  public static CriticalityResult of(
      CriticalityPlan plan,
      Reset reset,
      CriticalityAnalysis.Measured measured,
      CriticalityResult.Model model,
      Images images,
      CriticalityOptions options,
      List<String> notes,
      Map<String, String> provenance) {
    boolean adaptive = options.sampling().isAdaptive();
    ResultAssembly assembly =
        new ResultAssembly(
            reset,
            adaptive,
            adaptive ? ImageStrata.of(images, measured.untouched()) : Strata.none());
    CriticalityResult.Original original = Ceilings.original(measured.untouched());
    List<CriticalityResult.LayerResult> layers = new ArrayList<>();
    List<CriticalityResult.TrialResult> trials = new ArrayList<>();
    int most = 0;
    for (Layer layer : plan.layers()) {
      List<Measurement> measurements =
          measured.measurements().getOrDefault(layer.name(), List.of());
      if (!measurements.isEmpty()) {
        List<Agreement> agreements = LayerStatistics.trials(measurements);
        Stop stop = measured.stops().getOrDefault(layer.name(), Stop.PROTOCOL);
        layers.add(assembly.layer(layer, agreements, original, stop));
        trials.addAll(trials(layer, agreements));
        most = Math.max(most, agreements.size());
      }
    }
    List<CriticalityResult.SkippedLayer> skipped = new ArrayList<>(plan.skipped());
    measured
        .failures()
        .forEach((name, why) -> skipped.add(new CriticalityResult.SkippedLayer(name, why)));
    List<String> skippedImages = new ArrayList<>();
    int count = 0;
    for (Untouched chunk : measured.untouched()) {
      count += chunk.agreement().images();
      for (Images.Skipped image : chunk.skipped()) {
        skippedImages.add(image.id() + ": " + image.reason());
      }
    }
    return new CriticalityResult(
        model,
        new CriticalityResult.Data(
            images.source(), count, images.sha256(), images.labelled(), images.preprocessing()),
        new CriticalityResult.Protocol(
            options.protocol(),
            reset.name(),
            most,
            count,
            options.kinds(),
            options.seed(),
            options.sampling().targetError().orElse(Double.NaN)),
        original,
        layers,
        trials,
        skipped,
        skippedImages,
        notes,
        provenance);
  }

  private CriticalityResult.LayerResult layer(
      Layer layer, List<Agreement> agreements, CriticalityResult.Original original, Stop stop) {
    int trials = agreements.size();
    TwoLevelMean estimate =
        LayerStatistics.of(LayerStatistics.squares(agreements, strata), reset.isRandom(), adaptive);
    double agreement = 0;
    double top1 = 0;
    for (Agreement trial : agreements) {
      agreement += trial.argmaxAgreement() / trials;
      top1 += trial.top1Accuracy() / trials;
    }
    double criticality = Math.max(0, estimate.mean());
    return new CriticalityResult.LayerResult(
        layer.name(),
        layer.kind().label(),
        layer.depth(),
        layer.parameterCount(),
        criticality,
        estimate.trialSd(),
        estimate.standardError(),
        clipped(estimate.low()),
        clipped(estimate.high()),
        trials,
        agreements.get(0).images(),
        stop.label(),
        ratio(criticality, original.uniformCeiling()),
        ratio(criticality, original.meanCeiling()),
        agreement,
        top1,
        1 - ratio(top1, original.top1()),
        layer.notes());
  }

  private static List<CriticalityResult.TrialResult> trials(
      Layer layer, List<Agreement> agreements) {
    List<CriticalityResult.TrialResult> results = new ArrayList<>();
    for (int t = 0; t < agreements.size(); t++) {
      Agreement trial = agreements.get(t);
      results.add(
          new CriticalityResult.TrialResult(
              layer.name(),
              t,
              trial.images(),
              trial.meanCosine(),
              trial.meanL1(),
              trial.meanL2(),
              trial.argmaxAgreement(),
              trial.top1Accuracy(),
              trial.top5Accuracy(),
              trial.meanLoss()));
    }
    return results;
  }

  /** Criticality is in [0, 1], so an interval does not reach beyond; NaN stays NaN. */
  private static double clipped(double end) {
    return Math.min(1, Math.max(0, end));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }
}
