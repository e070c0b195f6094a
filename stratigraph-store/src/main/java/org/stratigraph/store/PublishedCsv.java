package org.stratigraph.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/**
 * Measurements in the form that the criticality paper published them in (results.csv of its
 * repository): one row a network, layer and trial, with the columns {@code model_id}, {@code
 * layer}, {@code trial} and {@code pred_cos_sim}, and where they are there {@code pred_l1_err},
 * {@code pred_l2_err}, {@code top1_acc}, {@code top5_acc} (percent) and {@code loss}. Other columns
 * are passed over. {@code model.} in front of a layer's name is dropped.
 *
 * <p>A second file says what the networks are; see {@link ModelsCsv}.
 */
public final class PublishedCsv {
  private static final String PREFIX = "model.";

  private static final int MOST_TRIALS = 1_000_000;

  private PublishedCsv() {}

  /**
   * Reads measurements.
   *
   * @param measurements the CSV file
   * @param models what the networks are, and their order; if it is not given, they have their ids
   *     for names and come in the order of their first rows
   * @param images on how many each trial was measured, if that is known
   * @throws UnusableInputException naming the file and the line, if a file is not there, lacks a
   *     column, or a row is malformed, has a number out of range, repeats another or is of a
   *     network that {@code models} does not have
   */
  public static Comparison read(Path measurements, Optional<Path> models, OptionalInt images) {
    Map<String, MeasuredNetwork> known = new LinkedHashMap<>();
    models.ifPresent(file -> ModelsCsv.read(file).forEach(model -> known.put(model.id(), model)));
    Map<String, Map<String, List<TrialResult>>> trials = new LinkedHashMap<>();
    try (CsvReader in = CsvReader.open(measurements)) {
      in.require("model_id", "layer", "trial", "pred_cos_sim");
      Map<List<Object>, Long> lines = new HashMap<>();
      while (in.next()) {
        String model = text(in, "model_id");
        if (models.isPresent() && !known.containsKey(model)) {
          throw in.wrong(
              "the network %s is not in %s; add it there."
                  .formatted(CsvReader.shortened(model), models.get()));
        }
        TrialResult trial = trial(in, images.orElse(0));
        Long before = lines.put(List.of(model, trial.layer(), trial.trial()), in.line());
        if (before != null) {
          throw in.wrong(
              "trial %d of the layer %s of %s is also in line %d."
                  .formatted(
                      trial.trial(),
                      CsvReader.shortened(trial.layer()),
                      CsvReader.shortened(model),
                      before));
        }
        trials
            .computeIfAbsent(model, id -> new LinkedHashMap<>())
            .computeIfAbsent(trial.layer(), layer -> new ArrayList<>())
            .add(trial);
      }
    }
    if (trials.isEmpty()) {
      throw new UnusableInputException("%s has no row of measurements.".formatted(measurements));
    }
    Set<String> order = new LinkedHashSet<>(known.keySet());
    order.addAll(trials.keySet());
    order.retainAll(trials.keySet());
    return new Comparison(
        order.stream()
            .map(
                id ->
                    network(
                        known.getOrDefault(id, ModelsCsv.unknown(id)),
                        trials.getOrDefault(id, Map.of())))
            .toList());
  }

  private static TrialResult trial(CsvReader in, int images) {
    String layer = text(in, "layer");
    double trial = in.number("trial", 0, MOST_TRIALS);
    if (trial != Math.rint(trial)) {
      throw in.wrong("trial should be a whole number, not %s.".formatted(in.text("trial")));
    }
    return new TrialResult(
        layer.startsWith(PREFIX) ? layer.substring(PREFIX.length()) : layer,
        (int) trial,
        images,
        in.number("pred_cos_sim", 0, 1),
        in.numberIfKnown("pred_l1_err", 0, 2),
        in.numberIfKnown("pred_l2_err", 0, 2),
        Double.NaN,
        in.numberIfKnown("top1_acc", 0, 100) / 100,
        in.numberIfKnown("top5_acc", 0, 100) / 100,
        in.numberIfKnown("loss", 0, Double.MAX_VALUE));
  }

  private static String text(CsvReader in, String column) {
    String text = in.text(column);
    if (text.isEmpty()) {
      throw in.wrong(column + " is empty.");
    }
    return text;
  }

  private static MeasuredNetwork network(
      MeasuredNetwork model, Map<String, List<TrialResult>> trials) {
    List<MeasuredLayer> layers = new ArrayList<>();
    trials.forEach(
        (layer, rows) ->
            layers.add(
                MeasuredLayer.ofTrials(
                    layer,
                    "",
                    rows.stream().sorted(Comparator.comparingInt(TrialResult::trial)).toList())));
    return new MeasuredNetwork(
        model.id(), model.name(), model.category(), model.accuracy(), model.tags(), layers);
  }

  /** A figure as an accuracy; NaN is none. */
  static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
