package org.stratigraph.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.figure.Names;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.NumberText;
import org.stratigraph.view.Measure;

/** What the layers of a drawn network are coloured by, where several networks were measured. */
public final class NetworkMeasures {
  /** More networks than this are no choice; their mean and spread are there. */
  private static final int MOST_NETWORKS = 12;

  private NetworkMeasures() {}

  /**
   * The mean criticality over networks and its spread; the criticality of each network too where
   * they are at most twelve. None for no networks.
   */
  public static List<Measure> of(Comparison comparison) {
    List<Measure> measures = new ArrayList<>();
    if (comparison.networks().isEmpty()) {
      return measures;
    }
    if (comparison.networks().size() > 1) {
      Map<String, Measure.Reading> means = new LinkedHashMap<>();
      Map<String, Measure.Reading> spreads = new LinkedHashMap<>();
      for (LayerRow row : ComparisonSummary.of(comparison).layers()) {
        String range =
            row.networks() < 2
                ? ""
                : "from "
                    + Findings.between(row.min(), row.max())
                    + " over "
                    + NumberText.count(row.networks(), "network");
        means.put(row.role().layer(), new Measure.Reading(row.criticality(), range));
        spreads.put(row.role().layer(), new Measure.Reading(row.sdOverModels(), range));
      }
      measures.add(measure("criticality", "Mean criticality", OptionalDouble.of(1), means));
      measures.add(
          measure(
              "sd-over-networks",
              "Standard deviation over networks",
              OptionalDouble.empty(),
              spreads));
    }
    if (comparison.networks().size() <= MOST_NETWORKS) {
      int number = 0;
      for (MeasuredNetwork network : comparison.networks()) {
        number++;
        Map<String, Measure.Reading> readings = new LinkedHashMap<>();
        for (MeasuredLayer layer : network.layers()) {
          readings.put(layer.layer(), new Measure.Reading(layer.criticality(), ""));
        }
        String label = "Criticality of " + Label.of(Names.plain(network.name()), 60);
        measures.add(measure("criticality-" + number, label, OptionalDouble.of(1), readings));
      }
    }
    return measures;
  }

  private static Measure measure(
      String id, String label, OptionalDouble top, Map<String, Measure.Reading> readings) {
    return new Measure(id, label, Measure.Unit.FRACTION, Measure.Combination.MEAN, top, readings);
  }
}
