package org.stratigraph.store;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

/** Weight changes as a plain table, the same in JSON, CSV and Parquet: a row a layer and step. */
final class WeightChangeTable {
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("layer", "VARCHAR"),
          new Table.Column("step", "INTEGER"),
          new Table.Column("from", "VARCHAR"),
          new Table.Column("to", "VARCHAR"),
          new Table.Column("weights", "BIGINT"),
          new Table.Column("l1_ratio", "DOUBLE"),
          new Table.Column("elementwise_mean", "DOUBLE"),
          new Table.Column("zero_weights", "BIGINT"),
          new Table.Column("rotation", "DOUBLE"),
          new Table.Column("l2_change", "DOUBLE"),
          new Table.Column("l2_norm", "DOUBLE"),
          new Table.Column("spectral_norm", "DOUBLE"));

  private WeightChangeTable() {}

  static Table of(WeightChangeResult result) {
    return new Table(COLUMNS, result.changes().stream().map(WeightChangeTable::row).toList());
  }

  private static List<@Nullable Object> row(LayerChange change) {
    return Stream.<Object>of(
            change.layer(),
            change.step(),
            change.from(),
            change.to(),
            change.weights(),
            change.l1Ratio(),
            change.elementwiseMean(),
            change.zeroWeights(),
            change.rotation(),
            change.l2Change(),
            change.l2Norm(),
            change.spectralNorm())
        .<@Nullable Object>map(
            value -> value instanceof Double number && !Double.isFinite(number) ? null : value)
        .toList();
  }
}
