package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.Spread;

/** How much chance there is in the trials, beside the differences that are to be seen. */
final class NoiseFindings {
  /** A cell whose trials spread more than this is not to be read alone. */
  static final double LOUD = 0.1;

  private NoiseFindings() {}

  static Statement of(ComparisonSummary summary) {
    Statement words = new Statement();
    Spread trials = summary.trialSd();
    if (Findings.known(summary).isEmpty()) {
      return words;
    }
    if (trials.count() == 0) {
      return words.say(
          "How much trials differ is not known, because no layer has more than one random trial:"
              + " no difference can be told from chance.");
    }
    words.say("The standard deviation between trials of one layer of one network is ");
    words.say(percent(trials.mean()) + " points on average, " + percent(trials.median()));
    words.say(" in the middle and " + percent(trials.max()) + " at most");
    loudest(words, summary, trials.max());
    words.say(". ");
    long cells = summary.networks().stream().mapToLong(NoiseFindings::cells).sum();
    long loud = summary.networks().stream().mapToLong(NoiseFindings::loud).sum();
    words.say(NumberText.count(loud) + " of " + NumberText.count(cells) + " cells have more than ");
    words.say(percent(LOUD) + " points" + (loud == 0 ? ". " : ": do not read those alone. "));
    if (Findings.known(summary).size() > 1) {
      layers(words, summary);
      networks(words, summary);
    }
    return words;
  }

  private static void loudest(Statement words, ComparisonSummary summary, double most) {
    for (NetworkRow row : summary.networks()) {
      for (MeasuredLayer layer : row.network().layers()) {
        if (layer.trialSd() == most && most > 0) {
          words.say(" (").layer(layer.layer()).say(" of ").name(row.network().name()).say(")");
          return;
        }
      }
    }
  }

  private static long cells(NetworkRow row) {
    return row.network().layers().stream().filter(l -> Double.isFinite(l.trialSd())).count();
  }

  private static long loud(NetworkRow row) {
    return row.network().layers().stream().filter(l -> l.trialSd() > LOUD).count();
  }

  private static void layers(Statement words, ComparisonSummary summary) {
    List<Double> spreads =
        summary.layers().stream()
            .filter(r -> r.networks() > 1)
            .map(LayerRow::sdOverModels)
            .toList();
    Spread between = Spread.of(spreads);
    if (between.count() == 0) {
      return;
    }
    words.say("Between networks, one layer\u2019s criticality has a standard deviation of ");
    words.say(percent(between.mean()) + " points on average over layers");
    words.say(
        summary.trialSd().mean() < between.mean()
            ? ", more than between trials. "
            : ", no more than between trials: differences between networks in single layers may be"
                + " chance. ");
  }

  private static void networks(Statement words, ComparisonSummary summary) {
    List<Double> ranges = new ArrayList<>();
    for (NetworkRow row : summary.networks()) {
      rangeOverTrials(row.network()).ifPresent(ranges::add);
    }
    if (ranges.isEmpty()) {
      return;
    }
    double range = Spread.of(ranges).mean();
    double between =
        Spread.of(Findings.known(summary).stream().map(r -> r.criticality()).toList()).sd();
    words.say("A network\u2019s mean over its layers differs between its single trials by ");
    words.say(percent(range) + " points on average; between networks it has a standard deviation");
    words.say(" of " + percent(between) + " points");
    words.say(range < between ? "." : ", which is no more: their order by mean may be chance.");
  }

  /**
   * The largest less the smallest mean over layers of a network's single trials.
   *
   * @return empty if there is one trial, or if its layers do not have the same ones
   */
  static Optional<Double> rangeOverTrials(MeasuredNetwork network) {
    TreeMap<Integer, List<Double>> byTrial = new TreeMap<>();
    int layers = 0;
    for (MeasuredLayer layer : network.layers()) {
      if (!Double.isFinite(layer.criticality())) {
        continue;
      }
      layers++;
      for (TrialResult trial : layer.trials()) {
        byTrial.computeIfAbsent(trial.trial(), t -> new ArrayList<>()).add(1 - trial.cosine());
      }
    }
    int all = layers;
    if (byTrial.size() < 2 || byTrial.values().stream().anyMatch(values -> values.size() != all)) {
      return Optional.empty();
    }
    Spread means = Spread.of(byTrial.values().stream().map(v -> Spread.of(v).mean()).toList());
    return Optional.of(means.max() - means.min());
  }
}
