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
import org.stratigraph.comparison.ComparisonSummary.CategoryRow;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.figure.CategoryColours;
import org.stratigraph.scene.NumberText;
import org.stratigraph.statistics.Spread;

/**
 * What the numbers of a comparison say, in words. Every sentence follows from the numbers alone, is
 * left out where they are missing, and says no more than they do.
 */
final class Findings {
  /**
   * From here on a layer is called critical, and below the other line auxiliary, if it is so in
   * every network. The paper has no lines; they are said wherever they are used.
   */
  static final double CRITICAL = 0.8;

  static final double AUXILIARY = 0.2;

  private static final int MOST_NAMED = 8;

  /**
   * A group of sentences.
   *
   * @param topic what they are about, in a word or two
   */
  record Finding(String topic, Statement statement) {}

  private final ComparisonSummary summary;
  private final Optional<String> baseline;

  private Findings(ComparisonSummary summary, Optional<String> baseline) {
    this.summary = summary;
    this.baseline = baseline;
  }

  /**
   * All findings, each of at least one sentence.
   *
   * @param baseline id of the network that others are compared to
   */
  static List<Finding> of(ComparisonSummary summary, Optional<String> baseline) {
    Findings findings = new Findings(summary, baseline);
    List<Finding> all = new ArrayList<>();
    add(all, "Layers", findings.layers());
    add(all, "Categories", findings.categories());
    add(all, "Baseline", findings.baseline());
    add(all, "Accuracy", AccuracyFindings.of(summary));
    add(all, "Trial noise", NoiseFindings.of(summary));
    return all;
  }

  private static void add(List<Finding> all, String topic, Statement statement) {
    if (!statement.isEmpty()) {
      all.add(new Finding(topic, statement));
    }
  }

  /** The first sentence: how critical layers are, and in which networks least and most. */
  static Statement lead(ComparisonSummary summary) {
    List<NetworkRow> known = known(summary);
    Statement lead = new Statement();
    if (known.isEmpty()) {
      return lead.say("No layer has a known criticality, so there is nothing to compare.");
    }
    NetworkRow least = min(known);
    NetworkRow most = max(known);
    if (known.size() == 1) {
      List<LayerRow> layers = knownLayers(summary);
      LayerRow low = layers.stream().min(BY_LAYER).orElseThrow();
      LayerRow high = layers.stream().max(BY_LAYER).orElseThrow();
      lead.say("Resetting a layer of ").name(least.network().name());
      lead.say(" moves its predictions by " + percentSign(least.criticality()) + " on average");
      if (layers.size() > 1) {
        lead.say(": least for ").layer(low.role().layer());
        lead.say(" (" + percentSign(low.criticality()) + "), most for ");
        lead.layer(high.role().layer()).say(" (" + percentSign(high.criticality()) + ")");
      }
      return lead.say(".");
    }
    lead.say("Resetting one layer moves a network\u2019s predictions by ");
    lead.say(percentSign(summary.grandMean()) + " on average over ");
    lead.say(NumberText.count(known.size(), "network") + ". ");
    if (least.criticality() == most.criticality()) {
      return lead.say("All networks have the same mean.");
    }
    lead.name(most.network().name());
    lead.say(" uses its layers most by this measure (" + percentSign(most.criticality()) + "), ");
    lead.name(least.network().name());
    return lead.say(" least (" + percentSign(least.criticality()) + ").");
  }

  private static final Comparator<NetworkRow> BY_MEAN =
      Comparator.comparingDouble(NetworkRow::criticality);

  private static final Comparator<LayerRow> BY_LAYER =
      Comparator.comparingDouble(LayerRow::criticality);

  static List<NetworkRow> known(ComparisonSummary summary) {
    return summary.networks().stream().filter(r -> Double.isFinite(r.criticality())).toList();
  }

  private static List<LayerRow> knownLayers(ComparisonSummary summary) {
    return summary.layers().stream().filter(r -> Double.isFinite(r.criticality())).toList();
  }

  private static NetworkRow min(List<NetworkRow> rows) {
    return rows.stream().min(BY_MEAN).orElseThrow();
  }

  private static NetworkRow max(List<NetworkRow> rows) {
    return rows.stream().max(BY_MEAN).orElseThrow();
  }

  private Statement layers() {
    Statement words = new Statement();
    int networks = known(summary).size();
    // A layer of one network is not "always" anything.
    List<LayerRow> rows =
        knownLayers(summary).stream().filter(row -> networks > 1 && row.networks() > 1).toList();
    if (rows.isEmpty()) {
      return words;
    }
    String line = percentSign(CRITICAL);
    List<LayerRow> critical = rows.stream().filter(row -> row.min() >= CRITICAL).toList();
    if (critical.isEmpty()) {
      LayerRow nearest = rows.stream().max(Comparator.comparingDouble(LayerRow::min)).orElseThrow();
      words.say(
          "No layer is at " + line + " or above in every network that has it; nearest comes ");
      range(words, nearest).say(". ");
    } else {
      words.say(NumberText.count(critical.size(), "layer"));
      words.say(critical.size() == 1 ? " is" : " are");
      words.say(" critical everywhere, at " + line + " or above in every network: ");
      list(words, critical).say(". ");
    }
    List<LayerRow> auxiliary = rows.stream().filter(row -> row.max() <= AUXILIARY).toList();
    line = percentSign(AUXILIARY);
    if (auxiliary.isEmpty()) {
      LayerRow nearest = rows.stream().min(Comparator.comparingDouble(LayerRow::max)).orElseThrow();
      words.say("None is auxiliary everywhere, at " + line + " or below; nearest comes ");
      range(words, nearest).say(". ");
    } else {
      words.say(NumberText.count(auxiliary.size(), "layer"));
      words.say(auxiliary.size() == 1 ? " is" : " are");
      words.say(" auxiliary everywhere, at " + line + " or below in every network: ");
      list(words, auxiliary).say(". ");
    }
    LayerRow widest =
        rows.stream().max(Comparator.comparingDouble(row -> row.max() - row.min())).orElseThrow();
    words.say("Networks differ most in ");
    range(words, widest).say(". ");
    return words.say(
        "The two lines are this report\u2019s; the measure itself has no threshold. Layers were"
            + " reset one at a time: two auxiliary layers may still be critical together.");
  }

  private static Statement list(Statement words, List<LayerRow> rows) {
    for (int i = 0; i < Math.min(rows.size(), MOST_NAMED); i++) {
      words.say(i == 0 ? "" : ", ");
      range(words, rows.get(i));
    }
    return rows.size() > MOST_NAMED
        ? words.say(" and " + NumberText.count(rows.size() - MOST_NAMED) + " more")
        : words;
  }

  private static Statement range(Statement words, LayerRow row) {
    words.layer(row.role().layer());
    return words.say(" (" + between(row.min(), row.max()) + ")");
  }

  /** A range of fractions in percent. */
  static String between(double low, double high) {
    return percent(low) + " to " + percentSign(high);
  }

  private Statement categories() {
    Statement words = new Statement();
    List<CategoryRow> rows = summary.categories().stream().filter(r -> r.networks() > 0).toList();
    if (rows.size() < 2) {
      return words;
    }
    Comparator<CategoryRow> byMean = Comparator.comparingDouble(CategoryRow::mean);
    CategoryRow low = rows.stream().min(byMean).orElseThrow();
    CategoryRow high = rows.stream().max(byMean).orElseThrow();
    if (low.mean() == high.mean()) {
      return words.say("All categories have the same mean.");
    }
    words.say("By category the mean over networks is highest for ");
    category(words, high).say(" and lowest for ");
    category(words, low).say(". ");
    boolean several = high.networks() > 1 && low.networks() > 1;
    if (several) {
      boolean apart = least(high) > most(low);
      words.say(
          apart
              ? "The networks of the two do not overlap. "
              : "The networks of the two overlap, so that the category alone does not tell a"
                  + " network\u2019s mean. ");
    }
    List<CategoryRow> single = rows.stream().filter(row -> row.networks() == 1).toList();
    if (!single.isEmpty()) {
      for (int i = 0; i < Math.min(MOST_NAMED, single.size()); i++) {
        words.say(i == 0 ? "" : ", ").name(CategoryColours.printed(single.get(i).category()));
      }
      words.say(
          single.size() > MOST_NAMED
              ? " and " + NumberText.count(single.size() - MOST_NAMED) + " more"
              : "");
      words.say(
          single.size() == 1
              ? " is a single network: what it shows need not hold for its category."
              : " are single networks: what they show need not hold for their categories.");
    }
    return words;
  }

  private static Statement category(Statement words, CategoryRow row) {
    words.name(CategoryColours.printed(row.category())).say(" (" + percentSign(row.mean()) + ", ");
    words.say(NumberText.count(row.networks(), "network"));
    if (row.networks() > 1) {
      words.say(" from " + between(least(row), most(row)));
    }
    return words.say(")");
  }

  private static double least(CategoryRow row) {
    return row.lowest().map(NetworkRow::criticality).orElse(Double.NaN);
  }

  private static double most(CategoryRow row) {
    return row.highest().map(NetworkRow::criticality).orElse(Double.NaN);
  }

  private Statement baseline() {
    Statement words = new Statement();
    List<NetworkRow> known = known(summary);
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
    shift(words, base);
    return words;
  }

  /** In which layers the others differ most from the baseline, on average. */
  private void shift(Statement words, NetworkRow base) {
    record Shift(LayerRow row, double points) {}
    List<Shift> shifts = new ArrayList<>();
    Map<String, List<Double>> others = new HashMap<>();
    Map<String, Double> owns = new HashMap<>();
    for (NetworkRow row : summary.networks()) {
      for (MeasuredLayer layer : row.network().layers()) {
        if (row == base) {
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
