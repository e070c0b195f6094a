package org.stratigraph.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.LayerRole;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** A comparison as plain tables, in long format: one observation a row. */
final class ComparisonRows {
  private static final List<Table.Column> LAYERS =
      List.of(
          new Table.Column("model", "VARCHAR"),
          new Table.Column("name", "VARCHAR"),
          new Table.Column("category", "VARCHAR"),
          new Table.Column("accuracy", "DOUBLE"),
          new Table.Column("layer", "VARCHAR"),
          new Table.Column("label", "VARCHAR"),
          new Table.Column("stage", "VARCHAR"),
          new Table.Column("operator", "VARCHAR"),
          new Table.Column("position", "INTEGER"),
          new Table.Column("kind", "VARCHAR"),
          new Table.Column("criticality", "DOUBLE"),
          new Table.Column("trial_sd", "DOUBLE"),
          new Table.Column("standard_error", "DOUBLE"),
          new Table.Column("interval_low", "DOUBLE"),
          new Table.Column("interval_high", "DOUBLE"),
          new Table.Column("trials", "INTEGER"));

  private static final List<Table.Column> TRIALS =
      List.of(
          new Table.Column("model", "VARCHAR"),
          new Table.Column("name", "VARCHAR"),
          new Table.Column("category", "VARCHAR"),
          new Table.Column("accuracy", "DOUBLE"),
          new Table.Column("layer", "VARCHAR"),
          new Table.Column("trial", "INTEGER"),
          new Table.Column("images", "INTEGER"),
          new Table.Column("cosine", "DOUBLE"),
          new Table.Column("l1", "DOUBLE"),
          new Table.Column("l2", "DOUBLE"),
          new Table.Column("argmax_agreement", "DOUBLE"),
          new Table.Column("top1", "DOUBLE"),
          new Table.Column("top5", "DOUBLE"),
          new Table.Column("loss", "DOUBLE"));

  private ComparisonRows() {}

  /** One row a network and layer. */
  static Table layers(Comparison comparison) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (MeasuredNetwork network : comparison.networks()) {
      List<MeasuredLayer> layers = network.layers();
      List<LayerRole> roles = LayerRole.of(network.layerNames());
      for (int i = 0; i < layers.size(); i++) {
        MeasuredLayer layer = layers.get(i);
        rows.add(
            Table.values(
                network.id(),
                network.name(),
                network.category().orElse(null),
                network.accuracy().orElse(Double.NaN),
                layer.layer(),
                roles.get(i).label(),
                known(roles.get(i).stage()),
                known(roles.get(i).operator()),
                i,
                known(layer.kind()),
                layer.criticality(),
                layer.trialSd(),
                layer.standardError(),
                layer.intervalLow(),
                layer.intervalHigh(),
                layer.trials().size()));
      }
    }
    return new Table(LAYERS, rows);
  }

  /** One row a network, layer and trial. */
  static Table trials(Comparison comparison) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (MeasuredNetwork network : comparison.networks()) {
      for (MeasuredLayer layer : network.layers()) {
        for (TrialResult trial : layer.trials()) {
          rows.add(
              Table.values(
                  network.id(),
                  network.name(),
                  network.category().orElse(null),
                  network.accuracy().orElse(Double.NaN),
                  layer.layer(),
                  trial.trial(),
                  trial.images() == 0 ? null : trial.images(),
                  trial.cosine(),
                  trial.l1(),
                  trial.l2(),
                  trial.argmaxAgreement(),
                  trial.top1(),
                  trial.top5(),
                  trial.loss()));
        }
      }
    }
    return new Table(TRIALS, rows);
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }
}
