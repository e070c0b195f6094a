package org.stratigraph.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.comparison.Stages;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.Spread;
import org.stratigraph.weightchange.LayerChange;

/** The heat maps of a comparison: networks, or their epochs, by layers. */
final class ComparisonMaps {
  private ComparisonMaps() {}

  /** One row a network. */
  static HeatMap criticality(List<ComparedNetwork> networks) {
    List<Row> rows = new ArrayList<>();
    for (ComparedNetwork network : networks) {
      Map<String, Double> values = new HashMap<>();
      for (LayerResult layer : network.criticality().layers()) {
        values.put(layer.layer(), layer.criticality());
      }
      rows.add(new Row(network.name(), values, true));
    }
    Set<String> layers = new LinkedHashSet<>();
    networks.forEach(n -> n.criticality().layers().forEach(layer -> layers.add(layer.layer())));
    return map(
        "Layer criticality",
        "Criticality of each layer of each network.",
        HeatMap.Legend.CRITICALITY,
        layers,
        rows,
        true);
  }

  /** One row a network and step from one checkpoint to the next. */
  static HeatMap weightChange(List<ComparedNetwork> networks) {
    List<Row> rows = new ArrayList<>();
    Set<String> layers = new LinkedHashSet<>();
    for (ComparedNetwork network : networks) {
      layers.addAll(network.weightChange().layers());
      for (int step = 1; step < network.weightChange().checkpoints().size(); step++) {
        Map<String, Double> values = new HashMap<>();
        for (LayerChange change : network.weightChange().changes()) {
          if (change.step() == step) {
            values.put(change.layer(), Math.min(1, change.l1Ratio()));
          }
        }
        rows.add(new Row(network.name() + ", epoch " + step, values, false));
      }
    }
    return map(
        "Relative weight change",
        "Relative weight change of each layer in each epoch of each training.",
        new HeatMap.Legend("Weight change", "0 % at rest", "100 % and above"),
        layers,
        rows,
        false);
  }

  /** One row a network and checkpoint; entropy as a share of its largest value. */
  static HeatMap conflicts(List<ComparedNetwork> networks) {
    List<Row> rows = new ArrayList<>();
    Set<String> layers = new LinkedHashSet<>();
    for (ComparedNetwork network : networks) {
      double most = Math.log(network.criticality().model().classes());
      int epoch = 0;
      for (ConflictResult.Checkpoint checkpoint : network.conflicts()) {
        Map<String, Double> values = new HashMap<>();
        for (LayerConflicts layer : checkpoint.layers()) {
          layers.add(layer.layer());
          values.put(layer.layer(), Math.min(1, layer.entropy() / most));
        }
        boolean single = network.conflicts().size() == 1;
        String label = single ? network.name() : network.name() + ", epoch " + epoch;
        rows.add(new Row(label, values, false));
        epoch++;
      }
    }
    return map(
        "Bundle entropy",
        "Bundle entropy of each measured layer of each network.",
        new HeatMap.Legend("Bundle entropy", "0 no conflict", "100 % one bundle of all classes"),
        layers,
        rows,
        false);
  }

  /** A row before its columns are known. */
  private record Row(String label, Map<String, Double> values, boolean emphasised) {}

  private static HeatMap map(
      String title,
      String description,
      HeatMap.Legend legend,
      Set<String> layers,
      List<Row> rows,
      boolean summaries) {
    List<String> names = List.copyOf(layers);
    List<Stages.Place> places = Stages.of(names);
    List<HeatMap.Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new HeatMap.Column(names.get(i), places.get(i).rest(), places.get(i).stage()));
    }
    List<HeatMap.Row> drawn = new ArrayList<>();
    for (Row row : rows) {
      List<Double> values =
          names.stream().map(name -> row.values().getOrDefault(name, Double.NaN)).toList();
      drawn.add(
          new HeatMap.Row(
              Label.of(row.label(), 40),
              values,
              summaries ? summary(values) : "",
              row.emphasised()));
    }
    return new HeatMap(title, "", description, legend, columns, drawn);
  }

  private static String summary(List<Double> values) {
    Spread spread = Spread.of(values);
    return spread.count() == 0
        ? ""
        : NumberText.wholePercent(spread.mean())
            + " \u00b1 "
            + NumberText.wholePercent(spread.sd());
  }
}
