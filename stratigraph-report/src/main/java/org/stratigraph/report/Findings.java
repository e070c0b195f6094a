package org.stratigraph.report;

import static org.stratigraph.scene.NumberText.percent;
import static org.stratigraph.scene.NumberText.percentSign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stratigraph.comparison.ComparisonSummary;
import org.stratigraph.comparison.ComparisonSummary.LayerRow;
import org.stratigraph.comparison.ComparisonSummary.NetworkRow;
import org.stratigraph.scene.NumberText;

/**
 * What the numbers of a comparison say, in words. Every sentence follows from the numbers alone, is
 * left out where they are missing, and says no more than they do.
 */
final class Findings {
  /**
   * A group of sentences.
   *
   * @param topic what they are about, in a word or two
   */
  record Finding(String topic, Statement statement) {}

  private static final Comparator<NetworkRow> BY_MEAN =
      Comparator.comparingDouble(NetworkRow::criticality);

  private static final Comparator<LayerRow> BY_LAYER =
      Comparator.comparingDouble(LayerRow::criticality);

  private Findings() {}

  /**
   * All findings, each of at least one sentence.
   *
   * @param baseline id of the network that others are compared to
   */
  static List<Finding> of(ComparisonSummary summary, Optional<String> baseline) {
    List<Finding> all = new ArrayList<>();
    add(all, "Layers", LayerFindings.of(summary));
    add(all, "Categories", CategoryFindings.of(summary));
    add(all, "Baseline", BaselineFindings.of(summary, baseline));
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
    NetworkRow least = known.stream().min(BY_MEAN).orElseThrow();
    NetworkRow most = known.stream().max(BY_MEAN).orElseThrow();
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

  static List<NetworkRow> known(ComparisonSummary summary) {
    return summary.networks().stream().filter(r -> Double.isFinite(r.criticality())).toList();
  }

  static List<LayerRow> knownLayers(ComparisonSummary summary) {
    return summary.layers().stream().filter(r -> Double.isFinite(r.criticality())).toList();
  }

  /** A range of fractions in percent. */
  static String between(double low, double high) {
    return percent(low) + " to " + percentSign(high);
  }
}
