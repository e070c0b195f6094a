package org.stratigraph.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.comparison.Selection;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** Networks to compare. */
final class Compared {
  private Compared() {}

  static MeasuredLayer layer(String name, double... trials) {
    List<TrialResult> results = new ArrayList<>();
    for (double criticality : trials) {
      results.add(
          new TrialResult(
              name,
              results.size(),
              100,
              1 - criticality,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              0.25,
              Double.NaN,
              Double.NaN));
    }
    return MeasuredLayer.ofTrials(name, "conv", results);
  }

  static MeasuredNetwork network(
      String id, String category, double accuracy, MeasuredLayer... layers) {
    return new MeasuredNetwork(
        id,
        id,
        category.isEmpty() ? Optional.empty() : Optional.of(category),
        Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy),
        Map.of("source", "models/" + id),
        List.of(layers));
  }

  /** A network of two layers with these means; its trials lie a spread above and below. */
  static MeasuredNetwork network(
      String id, String category, double accuracy, double spread, double first, double second) {
    return network(
        id,
        category,
        accuracy,
        layer("layer1.0.conv1", first - spread, first + spread),
        layer("layer2.0.conv1", second - spread, second + spread));
  }

  static Comparison of(MeasuredNetwork... networks) {
    return new Comparison(List.of(networks));
  }

  static ReportContent content(Comparison comparison) {
    return new ReportContent(
        "Networks compared",
        Selection.byDefault(comparison),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of("stratigraph", "0.1.0"));
  }

  /** What the report says of a topic; empty if nothing. */
  static String said(Comparison comparison, String topic) {
    return said(comparison, topic, Optional.empty());
  }

  static String said(Comparison comparison, String topic, Optional<String> baseline) {
    return Findings.of(ComparisonSummary.of(comparison), baseline).stream()
        .filter(finding -> finding.topic().equals(topic))
        .map(finding -> finding.statement().plain())
        .findFirst()
        .orElse("");
  }
}
