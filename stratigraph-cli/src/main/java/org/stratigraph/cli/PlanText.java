package org.stratigraph.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityPlan;
import org.stratigraph.criticality.CriticalityResult.SkippedLayer;
import org.stratigraph.criticality.Sampling;
import org.stratigraph.graph.Layer;

/** A plan for a person. */
final class PlanText {
  private PlanText() {}

  /**
   * The lines.
   *
   * @param reset as on the command line
   * @param secondsPerImage what the machine needs for the whole network on one image
   */
  static List<String> lines(
      CriticalityPlan plan, CriticalityOptions options, String reset, double secondsPerImage) {
    List<String> lines = new ArrayList<>();
    lines.add("Plan");
    lines.add("  layers       " + plan.layers().size() + kinds(plan.layers()));
    lines.add("  reset        " + reset + trials(plan, options));
    lines.add("  images       " + images(plan) + ", " + plan.sweep().chunk() + " at a time");
    lines.add(
        String.format(
            Locale.ROOT,
            "  evaluations  %s%,d of a changed network, which cost %,.0f of the whole one",
            options.sampling().isAdaptive() ? "at least " : "",
            plan.evaluations(),
            plan.work()));
    lines.add("  memory       about " + new MemorySize(Math.max(1, plan.sweep().memory())));
    lines.add("  time         " + time(plan, options, secondsPerImage));
    for (SkippedLayer skipped : plan.skipped()) {
      lines.add(OneLine.of("not measured: " + skipped.layer() + ": " + skipped.reason()));
    }
    for (Layer layer : plan.layers()) {
      layer.notes().forEach(note -> lines.add(OneLine.of(layer.name() + ": " + note)));
    }
    return lines;
  }

  private static String kinds(List<Layer> layers) {
    Map<String, Integer> counts = new TreeMap<>();
    layers.forEach(layer -> counts.merge(layer.kind().label(), 1, Integer::sum));
    List<String> texts = new ArrayList<>();
    counts.forEach((kind, count) -> texts.add(count + " " + kind));
    return " (" + String.join(", ", texts) + ")";
  }

  private static String trials(CriticalityPlan plan, CriticalityOptions options) {
    Sampling sampling = options.sampling();
    if (!sampling.isAdaptive()) {
      return ", " + count(plan.trials(), "trial");
    }
    return String.format(
        Locale.ROOT,
        ", %s, until the standard error is below %s points",
        sampling.mostTrials() == plan.trials()
            ? count(plan.trials(), "trial")
            : plan.trials() + " to " + sampling.mostTrials() + " trials",
        CriticalityTable.percent(sampling.targetError().getAsDouble()));
  }

  private static String images(CriticalityPlan plan) {
    return plan.leastImages() == plan.images()
        ? Integer.toString(plan.images())
        : plan.leastImages() + " to " + plan.images();
  }

  /** The least, and the most if every layer needs all, since nobody knows beforehand. */
  private static String time(
      CriticalityPlan plan, CriticalityOptions options, double secondsPerImage) {
    double seconds = plan.work() * secondsPerImage;
    String text = TimeText.of(Duration.ofMillis(Math.round(seconds * 1000)));
    double budget = options.sampling().budget().orElse(Double.POSITIVE_INFINITY);
    double most =
        Math.min(budget, plan.work(options.sampling().mostTrials(), plan.images()))
            * secondsPerImage;
    return most <= seconds
        ? "about " + text
        : "at least "
            + text
            + ", at most "
            + TimeText.of(Duration.ofMillis(Math.round(most * 1000)))
            + (budget < Double.POSITIVE_INFINITY ? "" : " if every layer needs all trials");
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
