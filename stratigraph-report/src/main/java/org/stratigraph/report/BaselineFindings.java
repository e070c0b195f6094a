package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.percent;
import static org.stratigraph.scene.NumberText.percentSign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.Spread;

/** How networks differ from the one that they are compared to. */
final class BaselineFindings {
  private BaselineFindings() {}

  /**
   * The sentences.
   *
   * @param baseline id of the network that others are compared to; without one nothing is said
   */
  static Statement of(ComparisonSummary summary, Optional<String> baseline) {
    Statement words = new Statement();
    List<NetworkRow> known = Findings.known(summary);
    Optional<NetworkRow> found =
        known.stream()
            .filter(row -> baseline.isPresent() && row.network().id().equals(baseline.get()))
            .findFirst();
    if (found.isEmpty() || known.size() < 2) {
      return words;
    }
    NetworkRow base = found.get();
    long above = known.stream().filter(row -> row.criticality() > base.criticality()).count();
    long below = known.stream().filter(row -> row.criticality() < base.criticality()).count();
    words.say("Of the other " + NumberText.count(known.size() - 1, "network") + ", ");
    words.say(NumberText.count(above) + " lie above the baseline ").name(base.network().name());
    words.say(" (" + percentSign(base.criticality()) + ") on average over layers and ");
    words.say(NumberText.count(below) + " below. ");
    shift(words, summary, base);
    return words;
  }

  /** In which layers the others differ most from the baseline, on average. */
  private static void shift(Statement words, ComparisonSummary summary, NetworkRow base) {
    record Shift(LayerRow row, double points) {}
    List<Shift> shifts = new ArrayList<>();
    Map<String, List<Double>> others = new HashMap<>();
    Map<String, Double> owns = new HashMap<>();
    for (NetworkRow row : summary.networks()) {
      boolean own = row.network().id().equals(base.network().id());
      for (MeasuredLayer layer : row.network().layers()) {
        if (own) {
          owns.put(layer.layer(), layer.criticality());
        } else {
          others.computeIfAbsent(layer.layer(), name -> new ArrayList<>()).add(layer.criticality());
        }
      }
    }
    for (LayerRow row : summary.layers()) {
      double own = owns.getOrDefault(row.role().layer(), Double.NaN);
      double mean = Spread.of(others.getOrDefault(row.role().layer(), List.of())).mean();
      if (Double.isFinite(mean - own)) {
        shifts.add(new Shift(row, mean - own));
      }
    }
    Comparator<Shift> byPoints = Comparator.comparingDouble(Shift::points);
    Optional<Shift> up = shifts.stream().max(byPoints).filter(shift -> shift.points() > 0);
    Optional<Shift> down = shifts.stream().min(byPoints).filter(shift -> shift.points() < 0);
    if (up.isPresent() || down.isPresent()) {
      words.say("Layer by layer, the mean of the others is ");
      up.ifPresent(
          shift ->
              words
                  .say("above it most in ")
                  .layer(shift.row().role().layer())
                  .say(" (by " + percent(shift.points()) + " points)"));
      words.say(up.isPresent() && down.isPresent() ? ", " : "");
      down.ifPresent(
          shift ->
              words
                  .say("below it most in ")
                  .layer(shift.row().role().layer())
                  .say(" (by " + percent(-shift.points()) + " points)"));
      words.say(".");
    }
  }
}
