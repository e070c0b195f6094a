package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.SkippedLayer;
import org.stratigraph.store.ConflictsJson;
import org.stratigraph.store.CriticalityJson;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.StoredRuns;
import org.stratigraph.store.WeightChangeJson;
import org.stratigraph.view.Measure;
import org.stratigraph.view.Measures;
import org.stratigraph.view.NetworkView;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/**
 * What was measured of a network's layers, from files of several kinds.
 *
 * @param measures in the order of the files
 * @param notes what the reader must know; whole sentences
 */
record Overlays(List<Measure> measures, List<String> notes) {
  private static final int MOST_NAMED = 5;

  Overlays {
    measures = List.copyOf(measures);
    notes = List.copyOf(notes);
  }

  /**
   * Reads run directories and JSON files.
   *
   * @throws UnusableInputException if one is missing, damaged, unfinished or of another kind
   */
  static Overlays read(List<Path> paths) {
    List<Measure> measures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path path : paths) {
      String ending = paths.size() == 1 ? "" : ending(path, taken);
      if (Files.isDirectory(path)) {
        add(RunDirectory.readResult(path), ending, measures, notes);
        continue;
      }
      String format = ResultFormat.of(path, "--overlay " + path);
      switch (format.replaceFirst("/.*", "")) {
        case "stratigraph.criticality" -> add(CriticalityJson.read(path), ending, measures, notes);
        case "stratigraph.weight-change" ->
            measures.add(weightChange(WeightChangeJson.read(path), ending));
        case "stratigraph.conflicts" -> measures.add(entropy(path, ending));
        default ->
            throw new UnusableInputException(
                ("--overlay %s: its format is %s; expected the JSON file of criticality,"
                        + " weight-change or conflicts, or the run directory of a criticality run.")
                    .formatted(path, Printable.quoted(format)));
      }
    }
    return new Overlays(measures, notes);
  }

  /** What tells a file from the others: its name, and a number where that is taken. */
  private static String ending(Path path, Set<String> taken) {
    String name = StoredRuns.name(path);
    String unique = name;
    for (int i = 2; !taken.add(unique); i++) {
      unique = name + "-" + i;
    }
    return unique;
  }

  private static void add(
      CriticalityResult result, String ending, List<Measure> measures, List<String> notes) {
    measures.addAll(Measures.of(result, ending));
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (SkippedLayer skipped : result.skipped()) {
      reasons.computeIfAbsent(skipped.reason(), none -> new ArrayList<>()).add(skipped.layer());
    }
    String of = ending.isEmpty() ? "" : " (" + ending + ")";
    reasons.forEach(
        (reason, layers) -> {
          String more =
              layers.size() > MOST_NAMED
                  ? " and %d more".formatted(layers.size() - MOST_NAMED)
                  : "";
          notes.add(
              "Not measured%s: %s%s: %s"
                  .formatted(
                      of,
                      String.join(
                          ", ", layers.stream().limit(MOST_NAMED).map(Printable::name).toList()),
                      more,
                      reason));
        });
  }

  /** The mean over the steps of the form that its paper calls relative weight change. */
  private static Measure weightChange(WeightChangeResult result, String ending) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (LayerChange change : result.changes()) {
      if (Double.isFinite(change.l1Ratio())) {
        double[] sum = sums.computeIfAbsent(change.layer(), none -> new double[2]);
        sum[0] += change.l1Ratio();
        sum[1]++;
      } else {
        sums.putIfAbsent(change.layer(), new double[2]);
      }
    }
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((layer, sum) -> means.put(layer.replaceFirst("\\.weight$", ""), sum[0] / sum[1]));
    return Measures.of("weight-change", "Relative weight change", ending, means);
  }

  /** The entropy of the last checkpoint. */
  private static Measure entropy(Path path, String ending) {
    List<ConflictResult.Checkpoint> checkpoints = ConflictsJson.checkpoints(path);
    Map<String, Double> entropies = new LinkedHashMap<>();
    if (!checkpoints.isEmpty()) {
      for (LayerConflicts layer : checkpoints.get(checkpoints.size() - 1).layers()) {
        entropies.put(layer.layer(), layer.entropy());
      }
    }
    return Measures.of("bundle-entropy", "Bundle entropy", ending, entropies);
  }

  /**
   * Checks that each measure speaks of at least one layer of a network.
   *
   * @throws UnusableInputException naming the first that does not
   */
  void requireFit(NetworkView view, String network) {
    for (Measure measure : measures) {
      List<String> unknown = view.strangers(measure);
      if (!unknown.isEmpty() && unknown.size() == measure.readings().size()) {
        throw new UnusableInputException(
            "%s has none of the layers of which %s was measured (%s). Give the overlay of this network."
                .formatted(
                    network,
                    Printable.name(measure.label()),
                    Printable.quoted(unknown.subList(0, Math.min(MOST_NAMED, unknown.size())))));
      }
    }
  }
}
