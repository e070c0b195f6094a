package org.stratigraph.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.CriticalityResult.TrialResult;
import org.stratigraph.statistics.RankCorrelation;
import org.stratigraph.store.CriticalityJson;

/**
 * How far runs with few trials are from a long one: {@code SamplingErrors LONG.json RUN.json...}.
 *
 * <p>Prints, over all pairs of a layer and a run: the root of the mean squared error against the
 * long run; the same of the reported standard errors; the share of 95 % intervals that hold the
 * long run's value; the mean rank correlation of the layers with the long run; the mean number of
 * trials times images. And of the long run itself: the root of its mean squared standard error, and
 * the standard error that three of its trials have.
 */
public final class SamplingErrors {
  private static final int PAPER_TRIALS = 3;

  private SamplingErrors() {}

  public static void main(String[] arguments) {
    CriticalityResult truth = CriticalityJson.read(Path.of(arguments[0]));
    Map<String, LayerResult> known = new LinkedHashMap<>();
    truth.layers().forEach(layer -> known.put(layer.layer(), layer));
    double squares = 0;
    double reported = 0;
    double held = 0;
    double ranks = 0;
    double cells = 0;
    int pairs = 0;
    for (int run = 1; run < arguments.length; run++) {
      List<Double> here = new ArrayList<>();
      List<Double> there = new ArrayList<>();
      for (LayerResult layer : CriticalityJson.read(Path.of(arguments[run])).layers()) {
        LayerResult other = known.get(layer.layer());
        if (other == null) {
          throw new IllegalArgumentException("the long run has no layer " + layer.layer());
        }
        double value = other.criticality();
        squares += Math.pow(layer.criticality() - value, 2);
        reported += Math.pow(layer.standardError(), 2);
        held += layer.intervalLow() <= value && value <= layer.intervalHigh() ? 1 : 0;
        cells += (double) layer.trials() * layer.images();
        pairs++;
        here.add(layer.criticality());
        there.add(value);
      }
      ranks +=
          RankCorrelation.of(
                      here.stream().mapToDouble(Double::doubleValue).toArray(),
                      there.stream().mapToDouble(Double::doubleValue).toArray())
                  .spearman()
              / (arguments.length - 1);
    }
    System.out.printf(
        Locale.ROOT,
        "%d runs of %d layers: error %.4f, reported %.4f, interval holds %.3f, Spearman %.3f,"
            + " %.0f trials x images a layer%n",
        arguments.length - 1,
        known.size(),
        Math.sqrt(squares / pairs),
        Math.sqrt(reported / pairs),
        held / pairs,
        ranks,
        cells / pairs);
    System.out.printf(
        Locale.ROOT,
        "long run: error %.4f; three trials of it: error %.4f%n",
        Math.sqrt(
            truth.layers().stream()
                .mapToDouble(layer -> layer.standardError() * layer.standardError())
                .average()
                .orElse(Double.NaN)),
        Math.sqrt(ofThree(truth)));
  }

  /** Variance between the means of three trials each, mean over layers. */
  private static double ofThree(CriticalityResult truth) {
    Map<String, List<Double>> trials = new LinkedHashMap<>();
    for (TrialResult trial : truth.measurements()) {
      trials.computeIfAbsent(trial.layer(), name -> new ArrayList<>()).add(1 - trial.cosine());
    }
    double sum = 0;
    for (List<Double> values : trials.values()) {
      List<Double> means = new ArrayList<>();
      for (int t = 0; t + PAPER_TRIALS <= values.size(); t += PAPER_TRIALS) {
        means.add(
            values.subList(t, t + PAPER_TRIALS).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN));
      }
      double mean = means.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
      sum +=
          means.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum()
              / (means.size() - 1);
    }
    return sum / trials.size();
  }
}
