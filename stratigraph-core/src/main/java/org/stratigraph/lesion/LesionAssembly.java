package org.stratigraph.lesion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.MeasurementLog;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.ResidualBlock;

/** Puts a study's measurements together. */
public final class LesionAssembly {
  private final LesionAnalysis analysis;
  private final MeasurementLog log;
  private final boolean labelled;
  private final List<LesionResult.Skipped> skipped = new ArrayList<>();

  private LesionAssembly(LesionAnalysis analysis, MeasurementLog log, boolean labelled) {
    this.analysis = analysis;
    this.log = log;
    this.labelled = labelled;
  }

  /**
   * The result of a study whose measurements are all in the log.
   *
   * @param failures what {@link LesionAnalysis#run} returned
   * @param conflicts how conflicting blocks were found; empty if nobody looked for them
   */
  public static LesionResult of(
      LesionAnalysis analysis,
      MeasurementLog log,
      Map<String, String> failures,
      CriticalityResult.Model model,
      CriticalityResult.Data data,
      Optional<String> conflicts,
      List<String> notes,
      Map<String, String> provenance) {
    LesionAssembly assembly = new LesionAssembly(analysis, log, data.labelled());
    List<LesionResult.BlockResult> blocks = assembly.blocks(failures);
    List<LesionResult.DrawResult> draws = assembly.draws(failures);
    return new LesionResult(
        model,
        data,
        new LesionResult.Protocol(
            analysis.options().draws(),
            analysis.draws().stream().mapToInt(LesionDraw::removed).max().orElse(0),
            analysis.options().seed(),
            conflicts),
        assembly.original(),
        blocks,
        assembly.curves(draws),
        draws,
        assembly.skipped,
        notes,
        provenance);
  }

  private LesionResult.Score original() {
    Agreement sum = Agreement.none();
    for (int chunk = 0; chunk < analysis.sweep().chunks(); chunk++) {
      sum = log.untouched(chunk).map(u -> u.agreement()).map(sum::merge).orElse(sum);
    }
    return score(sum);
  }

  private LesionResult.Score score(Agreement sum) {
    return new LesionResult.Score(
        labelled ? sum.top1Accuracy() : Double.NaN,
        labelled ? sum.top5Accuracy() : Double.NaN,
        labelled ? sum.meanLoss() : Double.NaN,
        sum.argmaxAgreement(),
        sum.meanCosine());
  }

  private Optional<LesionResult.Score> score(LesionDraw draw, Map<String, String> failures) {
    String failure = failures.get(draw.variant());
    if (failure != null) {
      skipped.add(new LesionResult.Skipped(draw.blocks(), "without them, " + failure));
      return Optional.empty();
    }
    Agreement sum = Agreement.none();
    for (Measurement measurement : log.measurements(draw.variant())) {
      sum = sum.merge(measurement.agreement());
    }
    if (sum.images() == 0) {
      skipped.add(
          new LesionResult.Skipped(draw.blocks(), "their removal does not influence the output"));
      return Optional.empty();
    }
    return Optional.of(score(sum));
  }

  private List<LesionResult.BlockResult> blocks(Map<String, String> failures) {
    List<LesionResult.BlockResult> results = new ArrayList<>();
    for (ResidualBlock block : analysis.blocks()) {
      OptionalDouble entropy =
          analysis
              .entropies()
              .map(all -> OptionalDouble.of(all.getOrDefault(block.name(), 0.0)))
              .orElse(OptionalDouble.empty());
      score(LesionAnalysis.alone(block), failures)
          .ifPresent(
              score ->
                  results.add(
                      new LesionResult.BlockResult(
                          block.name(),
                          block.hasIdentityShortcut(),
                          block.layers().stream().map(Layer::name).toList(),
                          block.layers().stream().mapToLong(Layer::parameterCount).sum(),
                          entropy,
                          score)));
    }
    return results;
  }

  private List<LesionResult.DrawResult> draws(Map<String, String> failures) {
    List<LesionResult.DrawResult> results = new ArrayList<>();
    for (LesionDraw draw : analysis.draws()) {
      score(draw, failures)
          .ifPresent(score -> results.add(new LesionResult.DrawResult(draw, score)));
    }
    return results;
  }

  private record Point(LesionGroup group, int removed) {}

  private List<LesionResult.CurvePoint> curves(List<LesionResult.DrawResult> draws) {
    Map<Point, List<Double>> scores = new LinkedHashMap<>();
    for (LesionResult.DrawResult result : draws) {
      LesionResult.Score score = result.score();
      scores
          .computeIfAbsent(
              new Point(result.draw().group(), result.draw().removed()), p -> new ArrayList<>())
          .add(labelled ? score.top1() : score.agreement());
    }
    List<LesionResult.CurvePoint> points = new ArrayList<>();
    scores.forEach(
        (point, values) -> {
          double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
          double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
          points.add(
              new LesionResult.CurvePoint(
                  point.group(),
                  point.removed(),
                  values.size(),
                  mean,
                  values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1)),
                  values.stream().mapToDouble(v -> v).min().orElse(Double.NaN),
                  values.stream().mapToDouble(v -> v).max().orElse(Double.NaN)));
        });
    return points;
  }
}
